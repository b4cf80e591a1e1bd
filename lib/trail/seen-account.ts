import { z } from "zod";
import { asIntegrationId } from "@/lib/kernel/ids";

const integrationId = z.string().transform(asIntegrationId);

const seenFlow = z.object({
  flowArn: z.string(),
  flowName: z.string(),
  integrationId,
  integrationName: z.string(),
  /** Where it differed from what this console had published, without values. */
  changedPaths: z.array(z.string()),
  /** Of the content that was live, so that another one is known for another. */
  liveSha256: z.string(),
});

const seenSetup = z.object({
  /** The resource's: "approved-origin". */
  type: z.string(),
  /** What a person calls it. */
  name: z.string(),
  integrationId,
  integrationName: z.string(),
  state: z.enum(["absent", "changed"]),
  /** Where it differed, without values. */
  paths: z.array(z.string()),
});

/** What of an account a contact's findings rest on. No value of anybody's is in it: ids, names, and where flows differ. */
const seenAccount = z.object({
  /** Integrations that the called number led to. */
  calledIntegrations: z.array(integrationId),
  /** false: the number led to none, and each has numbers of its own. */
  mayBeOurs: z.boolean(),
  /** As they were live for the contact. Null: they could not be read. */
  flows: z.array(seenFlow).nullable(),
  /** Sources whose log group was not there. */
  missingLogs: z.array(z.string()),
  /** What of the instance's settings wasn't as deployed. Null or absent: that could not be read, or wasn't asked. */
  setup: z.array(seenSetup).nullish(),
});

export type SeenAccount = z.infer<typeof seenAccount>;
export type SeenSetup = z.infer<typeof seenSetup>;

/** What was kept; undefined for what an older or newer console has kept otherwise. */
export function parseSeenAccount(kept: unknown): SeenAccount | undefined {
  const read = seenAccount.safeParse(kept);
  return read.success ? read.data : undefined;
}

/**
 * What is to be kept after another look, while late lines still arrive: all as it was first seen, but for the groups that
 * a call may make itself. Pure.
 */
export function laterLook(first: SeenAccount, now: SeenAccount): SeenAccount {
  const missingLogs = [...new Set([...surelyMissing(first, false), ...now.missingLogs])];
  const setup = first.setup ?? now.setup;
  return { ...first, flows: first.flows ?? now.flows, missingLogs, ...(setup && { setup }) };
}

/** Lambda makes a function's group with its first lines, which come late: until all have, such a group is not missing. */
export function surelyMissing({ missingLogs }: SeenAccount, isSettled: boolean): string[] {
  return isSettled ? missingLogs : missingLogs.filter((source) => !source.startsWith("lambda-log:"));
}
