import { type CallFault, edgeFault } from "../../calls/faults/call-fault";
import type { KoreFault } from "./call-scenario";

/** What can go wrong with Kore's post before it hands the caller over. */
export const koreFaults: readonly CallFault[] = [
  posting("wrong-token", "wrong-token", "Kore posts the metadata with a wrong token"),
  posting("never", "kore-never-posts", "Kore never posts the metadata"),
  posting("late", "kore-posts-late", "Kore posts the metadata too late"),
  posting("other-contact", "kore-posts-other-contact", "Kore posts the metadata for another contact ID"),
];

function posting(how: KoreFault["posting"], name: string, title: string): CallFault {
  return edgeFault({ name, title }, () => ({ vendor: { posting: how } satisfies KoreFault }));
}
