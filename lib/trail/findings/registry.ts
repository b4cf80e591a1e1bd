import { asappFailed } from "@/lib/trail/findings/asapp-failed";
import type { FindingRule } from "@/lib/trail/findings/finding-rule";
import { flowLoggingOff } from "@/lib/trail/findings/flow-logging-off";
import { koreNeverPosted } from "@/lib/trail/findings/kore-never-posted";
import { retrieveFailed } from "@/lib/trail/findings/retrieve-failed";
import { transferFailed } from "@/lib/trail/findings/transfer-failed";

/** The worst first. A new finding is one file and one line here. */
export const findings: readonly FindingRule[] = [
  transferFailed,
  asappFailed,
  retrieveFailed,
  koreNeverPosted,
  flowLoggingOff,
];
