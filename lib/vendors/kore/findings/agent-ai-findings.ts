import type { Vendor } from "../../vendor";
import { credentialsRefused } from "./credentials-refused";
import { customDataNotJson } from "./custom-data-not-json";
import { applicationPermission, originMissing, profileApplication } from "./desktop";
import { microphoneRefused } from "./microphone-refused";
import { noStream } from "./no-stream";
import { notStarted } from "./not-started";
import { oneSide } from "./one-side";
import { streamingOff } from "./streaming-off";
import { transcriberRefused } from "./transcriber-refused";
import { transcriberTimeout } from "./transcriber-timeout";
import { transcriptionEnded } from "./transcription-ended";
import { widgetNotLoaded, widgetTokenExpired } from "./widget";

/** What can go wrong between a call and Agent AI. Each step tells one cause, from the stream to the agent's desktop. */
export const agentAiFindings: Vendor["findings"] = [
  {
    step: [streamingOff, noStream, credentialsRefused, transcriberRefused, transcriberTimeout, notStarted],
    before: "flow-error-branch",
  },
  { step: [oneSide, transcriptionEnded], before: "flow-error-branch" },
  { step: [customDataNotJson], before: "flow-error-branch" },
  { step: [applicationPermission, profileApplication, originMissing], before: "flow-error-branch" },
  { step: [widgetNotLoaded, widgetTokenExpired], before: "flow-error-branch" },
  { step: [microphoneRefused], before: "flow-error-branch" },
];
