import { asappFaults } from "../asapp/testing/faults";
import { koreFaults } from "../kore/testing/faults";
import type { FaultTable } from "./fault-table";

/** For the kinds of integration whose every fault is tried: the first one's API is posted to. */
export const faultTables: readonly [FaultTable, ...FaultTable[]] = [koreFaults, asappFaults];
