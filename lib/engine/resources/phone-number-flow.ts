import {
  AssociatePhoneNumberContactFlowCommand,
  DisassociatePhoneNumberContactFlowCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { ProblemError } from "@/lib/kernel/result";
import {
  claimActions,
  fetchNumberTags,
  isClaimedByPatchbay,
  isForeign,
  onceClaimed,
  releaseNumber,
  tagsSeenTimeoutSeconds,
} from "../claim-number";
import { fetchFlowOfNumber, isOurFlow } from "../flow-of-number";
import { ownershipOf } from "../ownership";
import { unknownValue } from "../references";
import { defineResource, type ResourceContext } from "../resource";

/**
 * Which flow a claimed number's calls go to. The number itself stays whose it is: we point it at our flow, keep the
 * flow that it had, and put that back when we go (only if it still points at ours).
 */
export const phoneNumberFlow = defineResource({
  type: "phone-number-flow",
  title: "Phone number flow",
  props: z.object({ phoneNumber: z.string(), flowId: z.string() }),
  fields: [
    { path: "phoneNumber", kept: "identity" },
    { path: "flowId", kept: "as-wanted" },
    {
      path: "description, tags",
      kept: "not-compared",
      why: "Patchbay doesn't own the number. It manages only where its calls go.",
    },
  ],
  iamActions: [
    "connect:AssociatePhoneNumberContactFlow",
    "connect:DescribeContactFlow",
    "connect:DisassociatePhoneNumberContactFlow",
    "connect:ListFlowAssociations",
    "connect:ListPhoneNumbersV2",
    ...claimActions,
  ],
  name: ({ phoneNumber }) => phoneNumber,
  summary: () => "its calls go to this integration's flow; its previous flow is restored on removal",
  callersNotice: { as: "number", flow: "flowId" },
  usualSeconds: 2,
  conflictWayOut:
    "Choose another phone number in the settings. Or remove it from where it's used, deploy that, and plan again.",
  longestWaitSeconds: tagsSeenTimeoutSeconds,

  async observe(context, { phoneNumber }) {
    // The same plan claims it first.
    if (phoneNumber === unknownValue) return undefined;
    const phoneNumberId = await fetchNumberId(context, phoneNumber);
    if (phoneNumberId === undefined) {
      // A number that went away has no flow to put back; one that is wanted has to be claimed first.
      if (context.record !== undefined) return undefined;
      throw notClaimed(phoneNumber);
    }
    const [flowId, tags] = await Promise.all([
      fetchFlowOfNumber(context, phoneNumberId),
      fetchNumberTags(context, phoneNumberId),
    ]);
    const ownership = ownershipOf(tags, context.owner);
    // Claimed by this integration and not pointed anywhere yet: as the plan saw it, before the number was there at all.
    const isFresh = ownership.kind === "ours" && isClaimedByPatchbay(tags) && flowId === "";
    if (isFresh && (context.record?.physicalId ?? "") === "") return undefined;
    return {
      state: { phoneNumber, flowId },
      outputs: { phoneNumberId },
      // Which integration of the tenant has a number, our records say; the tags keep other tenants' apart.
      ownership: isForeign(ownership) ? ownership : { kind: "ours" },
      ...(isOnRecord(context, phoneNumberId) ? {} : { previous: await whatStoodBefore(context, flowId) }),
    };
  },

  async ensure(context, want, have) {
    const phoneNumberId = have?.outputs.phoneNumberId ?? (await fetchNumberId(context, want.phoneNumber));
    if (phoneNumberId === undefined) throw notClaimed(want.phoneNumber);
    if (have?.state.flowId !== want.flowId) {
      await onceClaimed(context, phoneNumberId, () => associate(context, phoneNumberId, want.flowId));
    }
    return { phoneNumberId };
  },

  removalNote(props, have, previous) {
    if (have.state.flowId !== props.flowId) {
      return "the number stays and goes to another flow that was chosen outside Patchbay; not changed";
    }
    const flowId = previousFlow(previous);
    return flowId === "" || flowId === props.flowId
      ? "the number stays, without a flow: it had none before. Its callers can't be connected until you choose one"
      : `the number stays; its calls go back to the flow ${flowId}`;
  },

  async remove(context, props, have) {
    const phoneNumberId = have.outputs.phoneNumberId ?? "";
    // Someone has pointed it elsewhere since: theirs stays.
    if (have.state.flowId === props.flowId) {
      await onceClaimed(context, phoneNumberId, () => giveBack(context, phoneNumberId, props.flowId));
    }
    await releaseNumber(context, phoneNumberId);
  },
});

/** To the flow that it had before us, or to none. */
async function giveBack(context: ResourceContext, phoneNumberId: string, flowId: string): Promise<void> {
  const previous = previousFlow(context.record?.previous);
  const isToPutBack = previous !== "" && previous !== flowId && !(await isOurFlow(context, previous));
  if (isToPutBack && (await tryToAssociate(context, phoneNumberId, previous))) return;
  const command = new DisassociatePhoneNumberContactFlowCommand({
    PhoneNumberId: phoneNumberId,
    InstanceId: context.instanceId,
  });
  await context.aws.connect.send(command, { abortSignal: context.signal });
}

/** PhoneNumberPrefix is `\+?[0-9]{1,11}` in Connect's model; many countries' numbers have up to 15 digits. */
const maxPrefix = "+".length + 11;

async function fetchNumberId(context: ResourceContext, phoneNumber: string): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const command = new ListPhoneNumbersV2Command({
      InstanceId: context.instanceId,
      PhoneNumberPrefix: phoneNumber.slice(0, maxPrefix),
      NextToken,
    });
    const page = await context.aws.connect.send(command, { abortSignal: context.signal });
    const found = page.ListPhoneNumbersSummaryList?.find((each) => each.PhoneNumber === phoneNumber);
    if (found !== undefined) return found.PhoneNumberId;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

async function associate(context: ResourceContext, phoneNumberId: string, flowId: string): Promise<void> {
  const command = new AssociatePhoneNumberContactFlowCommand({
    PhoneNumberId: phoneNumberId,
    InstanceId: context.instanceId,
    ContactFlowId: flowId,
  });
  await context.aws.connect.send(command, { abortSignal: context.signal });
}

/** False when the flow that the number had before is gone. */
async function tryToAssociate(
  context: ResourceContext,
  phoneNumberId: string,
  flowId: string,
): Promise<boolean> {
  try {
    await associate(context, phoneNumberId, flowId);
    return true;
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException", "InvalidParameterException")) return false;
    throw error;
  }
}

/** The flow that a number had before us. "" when it had none, also in records of a time when none wasn't kept. */
function previousFlow(previous: unknown): string {
  return isPlainObject(previous) && typeof previous.flowId === "string" ? previous.flowId : "";
}

/** Meant to be changed by an earlier step already: then our record knows what stood there. */
function isOnRecord({ record }: ResourceContext, phoneNumberId: string): boolean {
  return record !== undefined && (record.physicalId === "" || record.physicalId === phoneNumberId);
}

/**
 * Kept in our record. A flow of ours stood there after us, not before: putting it back would keep it in use for good.
 */
async function whatStoodBefore(context: ResourceContext, flowId: string): Promise<{ flowId: string }> {
  return { flowId: flowId !== "" && (await isOurFlow(context, flowId)) ? "" : flowId };
}

function notClaimed(phoneNumber: string): ProblemError {
  return new ProblemError({
    code: "number-not-claimed",
    sentence: `The phone number ${phoneNumber} isn't claimed for this Connect instance. Nothing was changed.`,
    wayOut: "Claim it in the Connect console, or choose another phone number in the integration's settings.",
  });
}
