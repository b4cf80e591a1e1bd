import type { AsappStore } from "./asapp-store";
import type { ForcedAnswers } from "./forced-answers";
import type { RequestRate } from "./request-rate";

/** The parts of the simulated ASAPP, which its control routes change. */
export interface AsappParts {
  store: AsappStore;
  forced: ForcedAnswers;
  rate: RequestRate;
}
