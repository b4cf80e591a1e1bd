import type { Vendor } from "../../vendor";
import { contactNotLinked } from "./contact-not-linked";
import { noSummary } from "./no-summary";

/** What can go wrong between a contact of another contact center than Amazon Connect and Kore's record of it. */
export const linkedFindings: Vendor["findings"] = [
  { step: [contactNotLinked], before: "source-not-readable" },
  { step: [noSummary], before: "source-not-readable" },
];
