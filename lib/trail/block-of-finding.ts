import type { Finding, TrailEvent } from "@/lib/trail/event";

export type FlowBlock = NonNullable<TrailEvent["block"]>;

/**
 * The flow's block at which a finding's fault shows: the one that the finding names, else the first of its evidence that
 * failed. undefined when none did. Pure.
 */
export function blockOfFinding(
  { evidence, facts }: Pick<Finding, "evidence" | "facts">,
  events: readonly Pick<TrailEvent, "id" | "severity" | "block">[],
): FlowBlock | undefined {
  const shown = events.filter(({ id, block }) => block !== undefined && evidence.includes(id));
  const named = shown.find(({ block }) => block?.identifier === facts?.block);
  const failed = (severity: TrailEvent["severity"]) => shown.find((event) => event.severity === severity);
  return (named ?? failed("bad") ?? failed("attention"))?.block;
}

/** "3f0c…" of ".../contact-flow/3f0c…:$LIVE"; undefined for an ARN of something else. */
export function flowIdOf(flowArn: string): string | undefined {
  return /\/contact-flow\/([^/:]+)/.exec(flowArn)?.[1];
}
