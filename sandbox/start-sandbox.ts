import { refusePermission } from "./services/iam/decide-permission";
import { dependentPermissions } from "./services/iam/dependent-permissions";
import { findCredential } from "./services/iam/find-credential";
import { doors, services } from "./services/registry";
import { type AccountOptions, openAccount, type RunningAccount } from "./state/account";
import { openDesk } from "./wire/answer-request";
import { controlRoutes } from "./wire/control-routes";
import { serveSandbox } from "./wire/serve";

export interface RunningSandbox {
  account: RunningAccount;
  awsUrl: string;
  stop(): Promise<void>;
}

/** The AWS account of the sandbox, in this process: opens its state, starts its services, listens. */
export async function startSandboxServer(
  options: AccountOptions & { port?: number },
): Promise<RunningSandbox> {
  const account = openAccount(options);
  const desk = openDesk(services, {
    account,
    findCredential: (accessKeyId) => findCredential(account, accessKeyId),
    refuse: (identity, needed) => refusePermission(account, identity, needed),
    dependents: (service, operation, input) => dependentPermissions(service, operation, input, account),
  });
  const { server, port } = await serveSandbox({ account, desk, controlRoutes, doors }, options.port ?? 0);
  account.links.awsUrl = `http://127.0.0.1:${port}`;
  for (const service of services) await service.start?.(account);
  return {
    account,
    awsUrl: account.links.awsUrl,
    async stop() {
      server.close();
      server.closeAllConnections();
      await account.stop();
    },
  };
}
