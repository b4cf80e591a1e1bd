import { formatDuration } from "@/components/ui/format-time";
import type { CallResult } from "@/lib/contacts/trail/judge-call";

/** "Verified: 9 hops, 1.7 s." `titleOf` names a hop: "Retrieve". */
export function formatCallResult(result: CallResult, titleOf: (hop: string) => string): string {
  if (result.kind === "verified") {
    return `Verified: ${result.hops} ${result.hops === 1 ? "hop" : "hops"}, ${formatDuration(result.tookMs)}.`;
  }
  const { why, hop } = result;
  switch (why) {
    case "failed":
      return hop === undefined
        ? "Not verified: the call had problems."
        : `Not verified: failed at ${titleOf(hop)}.`;
    case "no-trace":
      return hop === undefined
        ? "Not verified: some hops left no trace."
        : `Not verified: nothing shows that the call got to ${titleOf(hop)}.`;
    case "unread":
      return "Not verified: some sources couldn't be read.";
    case "elsewhere":
      return "Not verified: this call didn't go through this integration.";
    case "two-alike":
      return "Not verified: this call also went through another integration of this type.";
  }
}
