import * as schemas from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import type { SandboxService } from "../../wire/service";
import { createLogGroup, logsState } from "../logs/log-store";
import { associationHandlers } from "./association-handlers";
import { botHandlers } from "./bot-handlers";
import { connectState } from "./connect-state";
import { contactHandlers } from "./contact-handlers";
import { directoryHandlers } from "./directory-handlers";
import { flowHandlers } from "./flow-handlers";
import { instanceHandlers } from "./instance-handlers";
import { moduleHandlers } from "./module-handlers";
import { neededPermissions } from "./needed-permissions";
import { phoneNumberHandlers } from "./phone-number-handlers";
import { queueHandlers } from "./queue-handlers";
import { withRates } from "./request-rates";
import { searchFlowHandlers } from "./search-flow-handlers";
import { seedConnect } from "./seed";
import { viewHandlers } from "./view-handlers";

export const connect: SandboxService = {
  name: "connect",
  schemas,
  handlers: withRates({
    ...instanceHandlers,
    ...queueHandlers,
    ...phoneNumberHandlers,
    ...flowHandlers,
    ...searchFlowHandlers,
    ...associationHandlers,
    ...contactHandlers,
    ...directoryHandlers,
    ...viewHandlers,
    ...moduleHandlers,
    ...botHandlers,
  }),
  permissions: neededPermissions,
  start(account) {
    begin(account);
    account.onReset(() => begin(account));
  },
};

function begin(account: SandboxAccount): void {
  const file = connectState(account);
  // State of an earlier version of the sandbox lacks what came later.
  file.data = { ...seedConnect(account), ...file.data };
  // A sandbox that was killed in the middle of a call leaves contacts that nobody will ever end.
  for (const contact of file.data.contacts) {
    if (contact.disconnectedAt !== undefined) continue;
    contact.disconnectedAt = contact.updatedAt;
    contact.disconnectReason = "OTHER";
  }
  if (!file.data.logGroupMade) {
    const name = flowLogGroup(file.data.instance.alias);
    if (!logsState(account).data.groups[name]) createLogGroup(account, name);
    file.data.logGroupMade = true;
  }
  file.save();
}

export function flowLogGroup(alias: string): string {
  return `/aws/connect/${alias}`;
}
