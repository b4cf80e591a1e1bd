import type { SandboxAccount } from "../../state/account";
import type { Identity } from "../../wire/service";
import { refusePermission } from "../iam/decide-permission";
import { findKey } from "./key-store";

export type DecryptProblem = "denied" | "disabled" | "invalid-state" | "missing";

/**
 * Why this identity can't have something decrypted with this key; undefined when it can. A service decrypts with its
 * caller's permissions, except with AWS's own key, which everyone may use who may use the service.
 */
export function refuseDecrypt(
  account: SandboxAccount,
  identity: Identity,
  keyArn: string,
  /** The service that decrypts: "kinesisvideo". */
  service: string,
): DecryptProblem | undefined {
  const key = findKey(account, keyArn);
  if (!key) return "missing";
  if (key.state === "Disabled") return "disabled";
  if (key.state !== "Enabled") return "invalid-state";
  if (key.manager === "AWS") return undefined;
  const conditions = { "kms:viaservice": `${service}.${account.region}.amazonaws.com` };
  const needed = { action: "kms:Decrypt", resource: key.arn, conditions };
  const refused = refusePermission(account, identity, needed);
  return refused === undefined ? undefined : "denied";
}
