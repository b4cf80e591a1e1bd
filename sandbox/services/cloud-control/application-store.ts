import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";

/** A third-party application of the agent workspace, with its properties as CloudFormation names them. */
export interface Application {
  id: string;
  arn: string;
  properties: ApplicationProperties;
}

export interface ApplicationProperties {
  Name: string;
  Namespace: string;
  Description?: string;
  ApplicationSourceConfig: { ExternalUrlConfig: { AccessUrl: string; ApprovedOrigins?: string[] } };
  Permissions?: string[];
  IsService?: boolean;
  InitializationTimeout?: number;
  ApplicationConfig?: { ContactHandling?: { Scope: "CROSS_CONTACTS" | "PER_CONTACT" } };
  IframeConfig?: { Allow?: string[]; Sandbox?: string[] };
  ApplicationType?: string;
  Tags?: { Key: string; Value: string }[];
}

export interface AppIntegrationsState {
  applications: Application[];
}

export function appIntegrationsState(account: SandboxAccount): StateFile<AppIntegrationsState> {
  return account.state.service("app-integrations", () => ({ applications: [] }));
}

export function findApplication(account: SandboxAccount, arn: string): Application | undefined {
  return appIntegrationsState(account).data.applications.find((one) => one.arn === arn);
}
