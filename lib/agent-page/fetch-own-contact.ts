import { DescribeContactCommand, GetContactAttributesCommand } from "@aws-sdk/client-connect";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import { refuseForeign } from "@/lib/engine/refuse-foreign";
import { asContactId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import type { PanelContact } from "@/lib/vendors/agent-panel";

/** An agent waits with the caller on the line. */
const askWithinMs = 4_000;

export interface OwnContact extends PanelContact {
  /** Absent while the contact goes on. */
  endedAt?: Date;
}

/**
 * A contact of the tenant's own instance, with its attributes. Another instance's and another tenant's look like one that
 * doesn't exist: `contact-unknown`.
 */
export async function fetchOwnContact(
  tenantId: TenantId,
  access: AwsAccess,
  contactId: ContactId,
): Promise<Result<OwnContact>> {
  const { clients, instanceId: InstanceId } = access;
  const abortSignal = AbortSignal.timeout(askWithinMs);
  try {
    const { Contact } = await clients.connect.send(
      new DescribeContactCommand({ InstanceId, ContactId: contactId }),
      { abortSignal },
    );
    if (!Contact) return fail(contactUnknown);
    refuseForeign(access, tenantId, { title: "The contact", arn: Contact.Arn, tags: Contact.Tags });
    const initialContactId = asContactId(Contact.InitialContactId ?? contactId);
    // Attributes belong to the first contact of a chain of transfers.
    const { Attributes } = await clients.connect.send(
      new GetContactAttributesCommand({ InstanceId, InitialContactId: initialContactId }),
      { abortSignal },
    );
    return succeed({
      ...{ contactId, initialContactId, attributes: Attributes ?? {} },
      ...(Contact.DisconnectTimestamp && { endedAt: Contact.DisconnectTimestamp }),
    });
  } catch (error) {
    const isForeign = error instanceof ProblemError && error.problem.code === "resource-foreign";
    if (isForeign || isAwsError(error, "ResourceNotFoundException")) return fail(contactUnknown);
    return fail(describeFailure(error));
  }
}

const contactUnknown: Problem = {
  code: "contact-unknown",
  sentence: "This contact doesn't exist in the tenant's Amazon Connect instance.",
  wayOut: "Use the panel with a contact that you have in the softphone.",
};
