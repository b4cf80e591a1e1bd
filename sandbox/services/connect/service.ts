import * as schemas from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import type { SandboxService } from "../../wire/service";
import { createLogGroup, logsState } from "../logs/log-store";
import { approvedOriginHandlers } from "./approved-origin-handlers";
import { associationHandlers } from "./association-handlers";
import { botHandlers } from "./bot-handlers";
import { claimNumberHandlers } from "./claim-number-handlers";
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
import { securityProfileHandlers } from "./security-profile-handlers";
import { seedConnect } from "./seed";
import { storageConfigHandlers } from "./storage-config-handlers";
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
    ...storageConfigHandlers,
    ...approvedOriginHandlers,
    ...securityProfileHandlers,
    ...claimNumberHandlers,
  }),
  permissions: neededPermissions,
  start(account) {
    begin(account);
    account.onReset(() => begin(account));
  },
};

function begin(account: SandboxAccount): void {
  const file = connectState(account);
  // State from an earlier version of the sandbox lacks newer members.
  const seed = seedConnect(account);
  file.data = { ...seed, ...file.data };
  file.data.instance.attributes = { ...seed.instance.attributes, ...file.data.instance.attributes };
  // A sandbox that was killed during a call leaves contacts that nothing would ever end.
  for (const contact of file.data.contacts) {
    if (contact.agent) contact.agent.afterWorkEndedAt ??= contact.updatedAt;
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
