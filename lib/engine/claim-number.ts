import {
  DescribePhoneNumberCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-connect";
import { missingActionOf } from "@/lib/aws/describe-aws-error";
import { waitUntil } from "@/lib/kernel/wait-until";
import { arnPrefix } from "./arn";
import type { Ownership } from "./observed";
import { ownershipOf, tagsOf } from "./ownership";
import type { ResourceContext } from "./resource";

/**
 * A number is the account's and not made by us, but it carries our tags while we route it: the onboarding template's role
 * may route no number without them, and tag none that another tenant or installation has.
 */
export const claimActions: readonly string[] = [
  "connect:DescribePhoneNumber",
  "connect:TagResource",
  "connect:UntagResource",
];

/** On a number that we claimed ourselves, beside our tags: it may be released, and nothing but its release takes them off. */
export const claimedMark: Readonly<Record<string, string>> = { "patchbay:claimed": "true" };

export function isClaimedByPatchbay(tags: Readonly<Record<string, string | undefined>> | undefined): boolean {
  return Object.entries(claimedMark).every(([key, value]) => tags?.[key] === value);
}

/** Permissions may see new tags some seconds later. */
export const tagsSeenTimeoutSeconds = 20;

export async function fetchNumberTags(
  context: ResourceContext,
  phoneNumberId: string,
): Promise<Record<string, string>> {
  const command = new DescribePhoneNumberCommand({ PhoneNumberId: phoneNumberId });
  const { ClaimedPhoneNumberSummary } = await context.aws.connect.send(command, {
    abortSignal: context.signal,
  });
  return ClaimedPhoneNumberSummary?.Tags ?? {};
}

/** Another tenant's or installation's, whatever our records say. */
export function isForeign({ kind }: Ownership): boolean {
  return kind === "other-tenant" || kind === "other-installation";
}

/** Tags the number as ours unless it is already, then does this with it. */
export async function onceClaimed(
  context: ResourceContext,
  phoneNumberId: string,
  work: () => Promise<void>,
): Promise<void> {
  const have = await fetchNumberTags(context, phoneNumberId);
  const { kind } = ownershipOf(have, context.owner);
  // One that another integration of the tenant claimed stays that integration's: its removal releases it.
  if (kind === "ours" || (kind === "other-integration" && isClaimedByPatchbay(have))) return work();
  const tagged = { resourceArn: arnOf(context, phoneNumberId), tags: tagsOf(context.owner) };
  await context.aws.connect.send(new TagResourceCommand(tagged), { abortSignal: context.signal });
  let last: unknown;
  const wait = {
    what: "the number's new tags to count",
    timeoutSeconds: tagsSeenTimeoutSeconds,
    signal: context.signal,
  };
  try {
    await waitUntil(wait, async () => {
      try {
        await work();
        return true;
      } catch (error) {
        if (missingActionOf(error) === undefined) throw error;
        last = error;
        return undefined;
      }
    });
  } catch (error) {
    // Time up: what AWS said of the permission says more than ours.
    throw context.signal.aborted ? error : (last ?? error);
  }
}

/** Takes our tags off, unless the number has become another integration's meanwhile. */
export async function releaseNumber(context: ResourceContext, phoneNumberId: string): Promise<void> {
  const tags = await fetchNumberTags(context, phoneNumberId);
  if (ownershipOf(tags, context.owner).kind !== "ours" || isClaimedByPatchbay(tags)) return;
  await untagNumber(context, phoneNumberId, tags);
}

/** Without them, it is as if Patchbay had never had to do with it. */
export async function untagNumber(
  context: ResourceContext,
  phoneNumberId: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const command = new UntagResourceCommand({
    resourceArn: arnOf(context, phoneNumberId),
    tagKeys: Object.keys(tags).filter((key) => key.startsWith("patchbay:")),
  });
  await context.aws.connect.send(command, { abortSignal: context.signal });
}

const arnOf = (context: ResourceContext, phoneNumberId: string) =>
  `${arnPrefix(context, "connect")}phone-number/${phoneNumberId}`;
