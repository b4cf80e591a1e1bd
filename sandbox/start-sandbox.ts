import { refusePermission } from "./services/iam/decide-permission";
import { dependentPermissions } from "./services/iam/dependent-permissions";
import { findCredential } from "./services/iam/find-credential";
import { doors, services, sites } from "./services/registry";
import type { AccountOptions, RunningAccount } from "./state/account";
import { AccountList } from "./state/account-list";
import { openDesk } from "./wire/answer-request";
import { controlRoutes } from "./wire/control-routes";
import { openReception } from "./wire/reception";
import { serveSandbox } from "./wire/serve";

export interface RunningSandbox {
  /** The account that exists from the start. */
  account: RunningAccount;
  accounts: AccountList;
  awsUrl: string;
  stop(): Promise<void>;
}

/** The AWS accounts of the sandbox, in this process: opens their state, starts their services, listens. */
export async function startSandboxServer(
  options: AccountOptions & { port?: number },
): Promise<RunningSandbox> {
  const accounts = new AccountList(options);
  const account = accounts.first;
  const desk = openDesk(services, {
    // The keys that signed a request determine its account.
    findCredential(accessKeyId) {
      for (const each of accounts.all()) {
        const credential = findCredential(each, accessKeyId);
        if (credential) return credential;
      }
      return undefined;
    },
    refuse: refusePermission,
    dependents: (of, service, operation, input) => dependentPermissions(service, operation, input, of),
  });
  const begin = async (each: RunningAccount) => {
    for (const service of services) await service.start?.(each);
  };
  const reception = openReception(accounts, begin);
  const parts = { accounts, reception, desk, controlRoutes, doors, sites };
  const { server, port } = await serveSandbox(parts, options.port ?? 0);
  account.links.awsUrl = `http://127.0.0.1:${port}`;
  for (const each of accounts.all()) await begin(each);
  return {
    account,
    accounts,
    awsUrl: account.links.awsUrl,
    async stop() {
      server.close();
      server.closeAllConnections();
      await Promise.all(accounts.all().map((each) => each.stop()));
    },
  };
}
