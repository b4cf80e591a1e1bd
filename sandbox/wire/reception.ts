import { instanceArn } from "../services/connect/arns";
import { connectState } from "../services/connect/connect-state";
import { listAgents } from "../services/connect/softphone/session";
import type { RunningAccount } from "../state/account";
import type { AccountList } from "../state/account-list";
import { simulatedVendors } from "../vendors/registry";
import { askVendor } from "../vendors/shared/ask-vendor";
import { memberOf } from "../vendors/shared/read-request";
import type { Customer } from "../vendors/shared/simulated-vendor";
import { ControlError } from "./control";

const ownerPattern = /^[\w-]{1,80}$/;
const timeLimitMilliseconds = 10_000;

export interface Reception {
  /**
   * PUT /_sandbox/accounts/{owner} {first?}: the owner's account with its credentials, created the first time. With `first`
   * it is the one that the sandbox has from its start.
   */
  accountOf(owner: string, body: unknown): Promise<object>;
}

/** Gives each owner an AWS account of their own, and a customer of their own at each vendor. */
export function openReception(
  accounts: AccountList,
  begin: (account: RunningAccount) => Promise<void>,
): Reception {
  /** One at a time: two simultaneous first requests for one owner get the same account. */
  let line: Promise<unknown> = Promise.resolve();

  async function find(owner: string, isFirst: boolean): Promise<RunningAccount> {
    if (isFirst) return accounts.claimFirst(owner);
    const known = accounts.ofOwner(owner);
    if (known) return known;
    const added = accounts.add(owner);
    if (!added) throw new ControlError(409, "The sandbox has reached its maximum number of accounts.");
    await begin(added);
    return added;
  }

  return {
    accountOf(owner, body) {
      if (!ownerPattern.test(owner))
        throw new ControlError(400, "An owner has up to 80 letters, digits, and hyphens.");
      const turn = line.then(async () => {
        const account = await find(owner, memberOf(body, "first") === true);
        if (account !== accounts.first) await enlist(account, accounts.customersOf(account));
        return describe(account, accounts);
      });
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Even when it exists: this restores the customer of a vendor whose state was deleted. */
async function enlist(account: RunningAccount, customers: Readonly<Record<string, Customer>>): Promise<void> {
  const told = simulatedVendors.map(async (vendor) => {
    const customer = customers[vendor.name];
    if (account.links.vendorUrls[vendor.name] === undefined || customer === undefined) return;
    const { path, body } = vendor.enlist(customer);
    const answer = await askVendor(account, vendor.name, path, {
      method: "PUT",
      body: { ...body, unlessThere: true },
      signal: AbortSignal.timeout(timeLimitMilliseconds),
    });
    if (!answer.ok) throw new Error(`The simulated ${vendor.title} refused a new account: ${answer.status}`);
  });
  await Promise.all(told);
}

function describe(account: RunningAccount, accounts: AccountList): object {
  const { accountId, region, rootKey } = account;
  const { instance } = connectState(account).data;
  return {
    ...{ accountId, region, ...rootKey },
    instance: { id: instance.id, arn: instanceArn(account, instance.id), alias: instance.alias },
    vendors: accounts.customersOf(account),
    agents: listAgents(account),
  };
}
