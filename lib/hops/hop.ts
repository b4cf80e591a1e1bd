import type { sharedHops } from "./shared-hops";

export type SharedHop = (typeof sharedHops)[number]["id"];

/** Where in the call an event happened, in the words of the patch bay's cables: a shared hop, or a vendor's name. */
export type Hop = SharedHop | (string & Record<never, never>);
