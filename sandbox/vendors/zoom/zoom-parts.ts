import type { Tokens } from "./api/tokens";
import type { ZoomCallView } from "./calls/call-view";
import type { StandingFaults } from "./calls/standing-faults";
import type { Webhooks } from "./webhooks";
import type { ZoomStore } from "./zoom-store";

/** What the routes of one server share. */
export interface ZoomParts {
  store: ZoomStore;
  tokens: Tokens;
  webhooks: Webhooks;
  faults: StandingFaults;
  controlKey: string;
  /** Where the other simulated vendors answer, by name: `PUT /_sandbox/vendors`. */
  vendorUrls: Record<string, string>;
  /** Calls since the start, by engagement ID. */
  calls: Map<string, { view: ZoomCallView; owner: string; over: Promise<void> }>;
}
