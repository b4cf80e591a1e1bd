import type { ScriptRun } from "./event-script";

/** The sandbox's own record of a call, for tests. */
export interface ZoomCallView {
  engagementId: string;
  state: "live" | "ended";
  outcome?: string;
  /** SIP messages with the voice bot, in order. */
  sip: string[];
  /** The Call-ID of each leg to the voice bot. */
  callIds: string[];
  scripts: ({ event: string; name: string } & ScriptRun)[];
}
