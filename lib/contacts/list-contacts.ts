import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { type ContactPage, type ContactSearch, searchContacts } from "@/lib/contacts/search-contacts";
import { describeFailure } from "@/lib/deploy/describe-failure";
import { fail, type Result } from "@/lib/result";
import { type TenantId, withTenant } from "@/lib/tenant/scope";

export interface ContactListing extends Omit<ContactSearch, "instanceId"> {
  /** Which AWS connection; the tenant's first when absent. */
  connectionId?: string;
}

/** A page of the contacts of one of the tenant's Connect instances. Opens the account itself: call it outside any scope. */
export async function listContacts(
  tenantId: TenantId,
  { connectionId, ...search }: ContactListing,
  signal?: AbortSignal,
): Promise<Result<ContactPage>> {
  try {
    const id = connectionId ?? (await firstConnection(tenantId));
    if (id === undefined) {
      return fail({
        code: "no-aws-connection",
        sentence: "No AWS account is connected, so there are no contacts to list.",
        wayOut: "Connect the AWS account of the contact centre first.",
      });
    }
    const { clients, instanceId } = requireInstance(await openAwsConnection(tenantId, id));
    return await searchContacts(clients.connect, { ...search, instanceId }, signal);
  } catch (error) {
    return fail(describeFailure(error));
  }
}

async function firstConnection(tenantId: TenantId): Promise<string | undefined> {
  const row = await withTenant(tenantId, (db) =>
    db.connection.findFirst({
      where: { tenantId, kind: "aws" },
      select: { id: true },
      orderBy: { createdAt: "asc" },
    }),
  );
  return row?.id;
}
