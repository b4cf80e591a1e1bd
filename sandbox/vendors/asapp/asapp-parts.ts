import type { Latency } from "../shared/latency";
import type { AsappStore } from "./asapp-store";
import type { ForcedAnswers } from "./forced-answers";
import type { RequestRate } from "./request-rate";

/** What the simulated ASAPP is made of; its control routes change each of them. */
export interface AsappParts {
  store: AsappStore;
  controlKey: string;
  forced: ForcedAnswers;
  rate: RequestRate;
  latency: Latency;
}
