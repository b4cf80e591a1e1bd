import type { SandboxAccount } from "../../state/account";
import { badRequest, gatewayState, type MethodSettings, type Stage } from "./gateway-store";
import { type PatchRules, patchedBoolean, patchedNumber } from "./patch";

const loggingLevels = ["OFF", "ERROR", "INFO"];

/** `/{resource path}/{method}/logging/loglevel` and the like, `*` for all; stored and returned, without effect here. */
export function methodSettingRules(account: SandboxAccount, stage: Stage): PatchRules {
  const set =
    (read: (value: string | undefined) => MethodSettings): PatchRules[string] =>
    (value, [path = "", method = ""]) => {
      const key = `${path.replace(/^\//, "")}/${method}`;
      stage.methodSettings[key] = { ...stage.methodSettings[key], ...read(value) };
    };
  return {
    "/*/*/logging/loglevel": set((value) => ({ loggingLevel: checkLevel(account, value) })),
    "/*/*/logging/dataTrace": set((value) => ({ dataTraceEnabled: patchedBoolean(value) })),
    "/*/*/metrics/enabled": set((value) => ({ metricsEnabled: patchedBoolean(value) })),
    "/*/*/throttling/burstLimit": set((value) => ({ throttlingBurstLimit: patchedNumber(value) })),
    "/*/*/throttling/rateLimit": set((value) => ({ throttlingRateLimit: patchedNumber(value) })),
    // Removes everything that was set for this method, or for all methods.
    "/*/*": (value, [path = "", method = ""]) => {
      if (value !== undefined) throw badRequest("Method settings are set one by one.");
      delete stage.methodSettings[`${path.replace(/^\//, "")}/${method}`];
    },
  };
}

function checkLevel(account: SandboxAccount, level = "OFF"): string {
  if (!loggingLevels.includes(level))
    throw badRequest(`Invalid logging level, must be one of: [${loggingLevels.join(", ")}]`);
  if (level !== "OFF") requireLogRole(account);
  return level;
}

/** Logs of any kind need the account-wide role. */
export function requireLogRole(account: SandboxAccount): void {
  if (gatewayState(account).data.cloudwatchRoleArn === undefined)
    throw badRequest("CloudWatch Logs role ARN must be set in account settings to enable logging");
}
