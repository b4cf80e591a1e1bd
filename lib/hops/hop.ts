/** Where in the call an event happened: the same words as the cables of the patch bay. */
export type Hop =
  | "number"
  | "flow"
  | "sip"
  | "kore"
  | "asapp"
  | "api"
  | "store"
  | "retrieve"
  | "queue"
  | "agent";
