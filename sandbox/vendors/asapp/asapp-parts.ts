import type { AsappStore } from "./asapp-store";
import type { ForcedAnswers } from "./forced-answers";
import type { RequestRate } from "./request-rate";

/** What the simulated ASAPP is made of; its control routes change each of them. */
export interface AsappParts {
  store: AsappStore;
  forced: ForcedAnswers;
  rate: RequestRate;
}
