import type { Problem } from "@/lib/kernel/result";

/** When a post last came with the previous token, as far as the authorizer's log can say. */
export type PreviousUse =
  | { kind: "seen"; at: Date }
  /** Not since then, while posts with the new one came. */
  | { kind: "not-seen"; since: Date }
  /** No post at all since then: nothing shows which token the vendor sends. */
  | { kind: "no-posts"; since: Date }
  | { kind: "unknown"; problem: Problem };

/** What the account does with a token that the console made, by the version that callers reach. */
export type LiveToken =
  | { kind: "not-deployed" }
  /** The account does not take the console's token yet: a deployment is missing. */
  | { kind: "not-live" }
  /** It does. `since` is when that version was published. */
  | { kind: "live"; since: Date; previousUse: PreviousUse | undefined }
  | { kind: "unknown"; problem: Problem };
