import type { SandboxAccount } from "../../../state/account";
import { type Application, findApplication } from "../../cloud-control/application-store";
import type { User } from "../connect-model";
import { connectState } from "../connect-state";
import { isLoopback } from "./frame-ancestors";

/** A third-party application, as the workspace opens it in a frame. */
export interface OpenApplication {
  name: string;
  namespace: string;
  accessUrl: string;
  /** Whose messages the workspace takes from its frame. */
  origins: string[];
  perContact: boolean;
  permissions: string[];
  sandbox: string;
  allow: string;
  initializationTimeoutMs: number;
}

/** AWS's own when an application says nothing (administrator guide, iframe permissions). */
const usualSandbox = ["allow-forms", "allow-popups", "allow-same-origin", "allow-scripts"];
const usualTimeoutMs = 5_000;
/** What an agent has whom nobody gave another security profile. */
const usualProfile = "Agent";

/** What this agent may open: associated with the instance, and in one of their security profiles with access. */
export function listOpenApplications(account: SandboxAccount, user: User): OpenApplication[] {
  const { integrations, securityProfiles } = connectState(account).data;
  const own = user.securityProfiles ?? [usualProfile];
  const allowed = new Set(
    securityProfiles
      .filter(({ id, name }) => own.includes(name) || own.includes(id))
      .flatMap(({ applications = [] }) => applications)
      .filter(({ ApplicationPermissions }) => ApplicationPermissions?.includes("ACCESS"))
      .map(({ Namespace }) => Namespace),
  );
  return integrations
    .filter(({ type }) => type === "APPLICATION")
    .flatMap(({ arn }) => findApplication(account, arn) ?? [])
    .filter(({ properties }) => allowed.has(properties.Namespace))
    .map(describe);
}

function describe({ properties }: Application): OpenApplication {
  const { AccessUrl, ApprovedOrigins = [] } = properties.ApplicationSourceConfig.ExternalUrlConfig;
  const { Sandbox = [], Allow = [] } = properties.IframeConfig ?? {};
  return {
    name: properties.Name,
    namespace: properties.Namespace,
    accessUrl: asServed(AccessUrl),
    origins: [AccessUrl, ...ApprovedOrigins].flatMap((url) =>
      URL.canParse(url) ? [new URL(asServed(url)).origin] : [],
    ),
    perContact: properties.ApplicationConfig?.ContactHandling?.Scope === "PER_CONTACT",
    permissions: properties.Permissions ?? [],
    sandbox: (Sandbox.length > 0 ? Sandbox : usualSandbox).join(" "),
    allow: Allow.join("; "),
    initializationTimeoutMs: properties.InitializationTimeout ?? usualTimeoutMs,
  };
}

/** An application's address is https; what is on this machine has no certificate, and is meant with http. */
function asServed(url: string): string {
  return URL.canParse(url) && isLoopback(new URL(url).hostname) ? url.replace(/^https:/, "http:") : url;
}
