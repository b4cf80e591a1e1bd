import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import type { ConnectState } from "./connect-model";
import { seedConnect } from "./seed";

/** The state of the account's one Connect instance. */
export function connectState(account: SandboxAccount): StateFile<ConnectState> {
  return account.state.service("connect", () => seedConnect(account));
}
