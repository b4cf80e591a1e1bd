import type { Hop } from "./hop";

/** The way of a call, as screens and proofs list it. */
export const hopOrder: readonly Hop[] = [
  "number",
  "flow",
  "sip",
  "kore",
  "asapp",
  "api",
  "store",
  "retrieve",
  "queue",
  "agent",
];
