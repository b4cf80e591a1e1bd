import { createHash } from "node:crypto";
import {
  type ClaimedPhoneNumberSummary,
  ClaimPhoneNumberCommand,
  DescribePhoneNumberCommand,
  type ListPhoneNumbersSummary,
  ListPhoneNumbersV2Command,
  ReleasePhoneNumberCommand,
  TagResourceCommand,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { describeAwsError, isAwsError } from "@/lib/aws/describe-aws-error";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { waitUntil } from "@/lib/kernel/wait-until";
import { claimedMark, fetchNumberTags, isClaimedByPatchbay, untagNumber } from "../claim-number";
import { type DeclaredField, departuresOf, noValue } from "../declared-fields";
import { fetchFlowOfNumber, isOurFlow } from "../flow-of-number";
import type { Observed } from "../observed";
import { ownershipOf, stepTagOf, tagsOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { searchFreeNumbers } from "../search-free-numbers";
import { readEach } from "../unsearched";

const numberProps = z.strictObject({
  number: z.string().regex(/^\+[1-9]\d{4,14}$/, "A phone number is + and 5 to 15 digits."),
  country: z.string().regex(/^[A-Z]{2}$/),
  numberType: z.enum(["DID", "TOLL_FREE"]),
});
type NumberProps = z.infer<typeof numberProps>;

/** AWS claims most numbers in seconds. */
const claimTimeoutSeconds = 60;
/** PhoneNumberPrefix is `\+?[0-9]{1,11}` in Connect's model; many countries' numbers have up to 15 digits. */
const maxPrefix = "+".length + 11;
const maxPages = 100;
/** On the account's list of numbers, where tags aren't shown: only these are looked at for leftovers. */
const description = "Claimed by Patchbay";

const fields: DeclaredField[] = [
  { path: "number", kept: "identity" },
  { path: "country", kept: "identity" },
  { path: "numberType", kept: "identity" },
  { path: "status", kept: "fixed", value: "claimed" },
  {
    path: "otherFlow",
    kept: "reported",
    value: noValue,
    why: "The number's calls go to a flow that was chosen outside Patchbay.",
    wayOut: "If that isn't wanted, choose the integration's flow for the number in the Connect console.",
  },
  { path: "description", kept: "not-compared", why: "It has no effect." },
];

/**
 * A phone number that we claim for the instance. It is ours as long as it has our mark: a number that was claimed outside
 * Patchbay and only routed by us is never released.
 */
export const claimedNumber = defineResource({
  type: "claimed-number",
  title: "Claimed phone number",
  props: numberProps,
  fields,
  iamActions: [
    "connect:ClaimPhoneNumber",
    "connect:DescribePhoneNumber",
    "connect:ListFlowAssociations",
    "connect:ListPhoneNumbersV2",
    "connect:ReleasePhoneNumber",
    "connect:SearchAvailablePhoneNumbers",
    "connect:TagResource",
    "connect:UntagResource",
  ],
  needsTemplate: 2,
  name: ({ number }) => number,
  summary: ({ numberType, country }) =>
    `${numberType === "DID" ? "a local number" : "a toll-free number"} of ${country}, claimed for the instance`,
  conflictWayOut:
    "The number is claimed already. Choose it among the instance's numbers in the settings, or choose another free number.",
  charge: () =>
    "AWS charges a daily price for a claimed number until it is released, and for each minute of its calls.",
  usualSeconds: 8,
  longestWaitSeconds: claimTimeoutSeconds,

  async observe(context, want) {
    const found = await fetchNumber(context, want.number);
    if (found === undefined) return undefined;
    return describe(context, found);
  },

  async listOwned(context, nearby) {
    const numbers = await listNumbers(context, undefined);
    const suspects = numbers.filter(({ PhoneNumberDescription }) => PhoneNumberDescription === description);
    const read = ({ PhoneNumberId = "" }: ListPhoneNumbersSummary) => describeNumber(context, PhoneNumberId);
    const all = await readEach(suspects, nearby, ({ PhoneNumber = "" }) => PhoneNumber, read);
    return all
      .filter(({ Tags }) => isClaimedByPatchbay(Tags) && ownershipOf(Tags, context.owner).kind === "ours")
      .map((each) => ({
        name: each.PhoneNumber ?? "",
        props: stateOf(each),
        outputs: outputsOf(each),
        step: stepTagOf(each.Tags ?? {}),
      }));
  },

  async preflight(context, { number, country, numberType }) {
    const found = await searchFreeNumbers(context.aws.connect, context.instanceArn, {
      country,
      numberType,
      prefix: number.slice(0, maxPrefix),
      signal: context.signal,
    });
    return found.some((each) => each.number === number) ? undefined : notFree(number);
  },

  async ensure(context, want, have) {
    if (have !== undefined && have.ownership.kind !== "ours") {
      // Ours by our record alone: its tags were taken off. Anything else was claimed by somebody, and never released by us.
      if (!isRecorded(context, have.outputs)) throw new ProblemError(claimedElsewhere(want.number));
      const tagged = { resourceArn: have.outputs.arn, tags: marksOf(context) };
      await context.aws.connect.send(new TagResourceCommand(tagged), { abortSignal: context.signal });
    }
    const id = have?.outputs.id ?? (await claim(context, want));
    return outputsOf(await untilClaimed(context, want, id));
  },

  removalNote: (_props, have) =>
    isUsedElsewhere(have)
      ? "stays claimed, and AWS goes on charging for it: its calls go to a flow that was chosen outside Patchbay"
      : "released, because this integration claimed it",
  lossNote: (have) =>
    isUsedElsewhere(have)
      ? undefined
      : `A released number is lost: someone else may get ${have.state.number}, and it may never be free again.`,

  async remove(context, _props, have) {
    const { id = "" } = have.outputs;
    if (!isUsedElsewhere(have)) return release(context, id);
    // Somebody's callers use it: it becomes theirs.
    await untagNumber(context, id, await fetchNumberTags(context, id));
  },
});

function isUsedElsewhere({ departures = [] }: Observed<NumberProps>): boolean {
  return departures.some(({ path }) => path === "otherFlow");
}

async function describe(
  context: ResourceContext,
  found: ClaimedPhoneNumberSummary,
): Promise<Observed<NumberProps>> {
  const outputs = outputsOf(found);
  const flow = await fetchFlowOfNumber(context, outputs.id);
  const otherFlow = flow === "" || (await isOurFlow(context, flow)) ? undefined : flow;
  const ownership = ownershipOf(found.Tags, context.owner);
  // Routed by this integration, and claimed by somebody else: theirs.
  const isTheirs =
    ownership.kind === "ours" && !isClaimedByPatchbay(found.Tags) && !isRecorded(context, outputs);
  const status = found.PhoneNumberStatus?.Status ?? "CLAIMED";
  return {
    state: stateOf(found),
    outputs,
    ownership: isTheirs ? { kind: "untagged" } : ownership,
    departures: departuresOf(fields, { status: status.toLowerCase().replace("_", " "), otherFlow }),
  };
}

function stateOf({
  PhoneNumber = "",
  PhoneNumberCountryCode = "US",
  PhoneNumberType,
}: ClaimedPhoneNumberSummary): NumberProps {
  return {
    number: PhoneNumber,
    country: PhoneNumberCountryCode,
    numberType: PhoneNumberType === "TOLL_FREE" ? "TOLL_FREE" : "DID",
  };
}

function outputsOf({ PhoneNumberId = "", PhoneNumberArn = "", PhoneNumber = "" }: ClaimedPhoneNumberSummary) {
  return { id: PhoneNumberId, arn: PhoneNumberArn, number: PhoneNumber };
}

function marksOf({ owner }: ResourceContext): Record<string, string> {
  return { ...tagsOf(owner), ...claimedMark };
}

function isRecorded({ record }: ResourceContext, outputs: Record<string, string>): boolean {
  return record !== undefined && record.physicalId === outputs.arn;
}

/** The same for every try and every worker of a step, and another for a later deployment that claims the number again. */
function clientTokenOf({ owner }: ResourceContext, { number }: NumberProps, round: number): string {
  const { installation, tenant, integration, resource = "", step = "" } = owner;
  const parts = JSON.stringify([installation, tenant, integration, resource, step, number, round]);
  return createHash("sha256").update(parts).digest("hex");
}

async function claim(context: ResourceContext, want: NumberProps): Promise<string> {
  const first = await sendClaim(context, want, 0);
  // The token brings back an earlier try's answer, also of a claim that failed and was released: then it is claimed anew.
  return (await describeNumber(context, first)) === undefined ? sendClaim(context, want, 1) : first;
}

async function sendClaim(context: ResourceContext, want: NumberProps, round: number): Promise<string> {
  const command = new ClaimPhoneNumberCommand({
    TargetArn: context.instanceArn,
    PhoneNumber: want.number,
    PhoneNumberDescription: description,
    Tags: marksOf(context),
    ClientToken: clientTokenOf(context, want, round),
  });
  try {
    const { PhoneNumberId = "" } = await context.aws.connect.send(command, { abortSignal: context.signal });
    return PhoneNumberId;
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException", "InvalidParameterException")) throw error;
    const { theirWords } = describeAwsError(error);
    throw new ProblemError({ ...notFree(want.number), ...(theirWords === undefined ? {} : { theirWords }) });
  }
}

async function untilClaimed(
  context: ResourceContext,
  { number }: NumberProps,
  id: string,
): Promise<ClaimedPhoneNumberSummary> {
  const wait = {
    what: `AWS to claim the phone number ${number}`,
    timeoutSeconds: claimTimeoutSeconds,
    signal: context.signal,
  };
  return waitUntil(wait, async () => {
    const found = await describeNumber(context, id);
    const { Status, Message } = found?.PhoneNumberStatus ?? {};
    if (found === undefined || Status === "FAILED") {
      // What failed to be claimed is not to stay on the account's list.
      if (found !== undefined) await release(context, id);
      throw new ProblemError(claimFailed(number, Message));
    }
    return Status === "CLAIMED" ? found : undefined;
  });
}

async function release(context: ResourceContext, PhoneNumberId: string): Promise<void> {
  const command = new ReleasePhoneNumberCommand({ PhoneNumberId });
  try {
    await context.aws.connect.send(command, { abortSignal: context.signal });
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
  }
}

async function fetchNumber(
  context: ResourceContext,
  number: string,
): Promise<ClaimedPhoneNumberSummary | undefined> {
  const [found] = await listNumbers(context, number);
  return found?.PhoneNumberId === undefined ? undefined : describeNumber(context, found.PhoneNumberId);
}

/** The instance's claimed numbers; with a number, that one alone. */
async function listNumbers({ aws, instanceArn, signal }: ResourceContext, number: string | undefined) {
  const numbers: ListPhoneNumbersSummary[] = [];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const command = new ListPhoneNumbersV2Command({
      TargetArn: instanceArn,
      ...(number === undefined ? {} : { PhoneNumberPrefix: number.slice(0, maxPrefix) }),
      NextToken,
    });
    const page = await aws.connect.send(command, { abortSignal: signal });
    numbers.push(...(page.ListPhoneNumbersSummaryList ?? []));
    NextToken = page.NextToken;
    pages += 1;
  } while (NextToken !== undefined && pages < maxPages);
  return numbers.filter((each) => number === undefined || each.PhoneNumber === number);
}

async function describeNumber(
  { aws, signal }: ResourceContext,
  PhoneNumberId: string,
): Promise<ClaimedPhoneNumberSummary | undefined> {
  const command = new DescribePhoneNumberCommand({ PhoneNumberId });
  try {
    return (await aws.connect.send(command, { abortSignal: signal })).ClaimedPhoneNumberSummary;
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

function notFree(number: string): Problem {
  return {
    code: "number-not-free",
    sentence: `The phone number ${number} isn't free anymore: someone else may have claimed it. Nothing was claimed.`,
    wayOut: "Search for another number in the settings, then create a new plan.",
  };
}

function claimedElsewhere(number: string): Problem {
  return {
    code: "number-claimed-elsewhere",
    sentence: `The phone number ${number} is already claimed, and not by Patchbay. It wasn't changed.`,
    wayOut: "Choose it among the instance's numbers in the settings, or choose another free number.",
  };
}

/** AWS says why in a sentence of its own, which is shown as theirs. */
function claimFailed(number: string, message: string | undefined): Problem {
  return {
    code: "number-claim-failed",
    sentence: `AWS couldn't claim the phone number ${number}. It was released, and nothing is charged for it.`,
    wayOut: "See AWS's message. Search for another number in the settings, then create a new plan.",
    ...(message === undefined || message === "" ? {} : { theirWords: message.slice(0, 600) }),
  };
}
