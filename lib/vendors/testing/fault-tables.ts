import { asappFaults } from "../asapp/testing/faults";
import { koreZoomFindings } from "../kore/kore-zoom/testing/findings";
import { agentAiCcpFaults, agentAiWorkspaceFaults } from "../kore/testing/agent-ai-faults";
import { koreFaults } from "../kore/testing/faults";
import { sipVoiceFaults } from "../sip/testing/faults";
import type { FaultTable } from "./fault-table";

/** One for each blueprint, in the registry's order: a new one is a line here. The first one's API is posted to. */
export const faultTables: readonly [FaultTable, ...FaultTable[]] = [
  koreFaults,
  agentAiCcpFaults,
  agentAiWorkspaceFaults,
  asappFaults,
  sipVoiceFaults,
];

/** Codes of what only contacts of other contact centers have: calls in Amazon Connect don't show them. */
export const findingsElsewhere: readonly string[] = koreZoomFindings;
