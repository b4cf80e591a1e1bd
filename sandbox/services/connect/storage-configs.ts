import type { SandboxAccount } from "../../state/account";
import type { StorageConfig } from "./connect-model";
import { connectState } from "./connect-state";

/** Where the instance streams callers' audio; undefined while live media streaming is off. */
export function mediaStreamsConfig(account: SandboxAccount): StorageConfig["video"] {
  return connectState(account).data.storageConfigs.find(
    ({ resourceType }) => resourceType === "MEDIA_STREAMS",
  )?.video;
}

/** Origins whose pages may show the instance's Contact Control Panel in a frame. */
export function approvedOrigins(account: SandboxAccount): string[] {
  return [...connectState(account).data.approvedOrigins];
}
