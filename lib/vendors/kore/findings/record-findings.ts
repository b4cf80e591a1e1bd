import type { Vendor } from "../../vendor";
import { otherBot, otherNumber, recordedError } from "./recorded";
import { slowTurn } from "./slow-turn";

/** What Kore's own record of a call shows. */
export const koreRecordFindings: Vendor["findings"] = [
  { step: [otherBot], before: "flow-error-branch" },
  { step: [otherNumber], before: "flow-error-branch" },
  { step: [recordedError], before: "flow-error-branch" },
  { step: [slowTurn], before: "flow-error-branch" },
];
