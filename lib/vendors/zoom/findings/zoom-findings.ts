import type { Vendor } from "../../vendor";
import { callerLeft } from "./caller-left";
import { dailyLimitReached } from "./daily-limit-reached";
import { entryPointElsewhere } from "./entry-point-elsewhere";
import { flowNotPublished } from "./flow-not-published";
import { scopeMissing } from "./scope-missing";
import { voiceBotNotReached } from "./voice-bot-not-reached";
import { voiceBotTransferRefused } from "./voice-bot-transfer-refused";

/** What can go wrong with a call of Zoom Contact Center's, the cause before what comes of it. */
export const zoomFindings: Vendor["findings"] = [
  { step: [entryPointElsewhere, flowNotPublished], before: "source-not-readable" },
  { step: [voiceBotNotReached, voiceBotTransferRefused, callerLeft], before: "source-not-readable" },
  { step: [scopeMissing], before: "source-not-readable" },
  { step: [dailyLimitReached], before: "source-not-readable" },
];
