import { engagementOperations } from "./engagements";
import { entryPointOperations } from "./entry-points";
import { flowOperations } from "./flows";
import type { Operation } from "./operation";
import { recordingOperations } from "./recordings";
import { variableLogOperations } from "./variable-logs";
import { variableOperations } from "./variables";
import { voiceCallOperations } from "./voice-calls";

/** Paths without labels stand before those with labels in the same place. */
export const operations: readonly Operation[] = [
  ...recordingOperations,
  ...engagementOperations,
  ...flowOperations,
  ...entryPointOperations,
  ...variableOperations,
  ...variableLogOperations,
  ...voiceCallOperations,
];
