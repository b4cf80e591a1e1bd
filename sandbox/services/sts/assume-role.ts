import type { AssumeRoleRequest } from "@aws-sdk/client-sts";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { refusePermission } from "../iam/decide-permission";
import { evaluatePolicy } from "../iam/evaluate-policy";
import { addSession, iamState, newId, newSecret, type Role, type Session } from "../iam/iam-store";
import { readPolicyDocument } from "../iam/policy-document";

const minimumSessionSeconds = 900;
/** A role that was itself assumed can be chained for at most an hour. */
const maxChainedSeconds = 3600;
const maxSessionPolicyCharacters = 2048;

export const assumeRole: Handler = (input: Valid<AssumeRoleRequest>, context: RequestContext) => {
  const { account, identity, accountId } = context;
  const because = (sentence: string) => new ServiceError("AccessDenied", sentence, {}, 403);
  const denied = () =>
    because(
      `User: ${identity.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
    );
  const role = Object.values(iamState(account).data.roles).find(({ arn }) => arn === input.RoleArn);
  // A role that doesn't exist and one that doesn't trust the caller look the same.
  if (!role) throw denied();
  const conditions: Record<string, string> = {};
  if (input.ExternalId !== undefined) conditions["sts:externalid"] = input.ExternalId;
  const trusted = evaluatePolicy(readPolicyDocument(role.trustPolicy), {
    action: "sts:AssumeRole",
    conditions,
    principal: { kind: "AWS", value: principalArn(context), accountId },
  });
  if (trusted !== "allowed") throw denied();
  const refused = refusePermission(account, identity, { action: "sts:AssumeRole", resource: role.arn });
  if (refused !== undefined) throw because(refused);
  const seconds = checkDuration(input.DurationSeconds, role, context);
  checkMember("roleSessionName", input.RoleSessionName, /^[\w+=,.@-]{2,64}$/);
  checkMember("policy", input.Policy ?? "{}", new RegExp(`^[^]{1,${maxSessionPolicyCharacters}}$`));
  if (input.Policy !== undefined) readPolicyDocument(input.Policy);
  const session = openSession(account, role.name, input.RoleSessionName, seconds, input.Policy);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: session.expiresAt,
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${session.sessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${session.sessionName}`,
    },
  };
};

function checkMember(name: string, value: string, pattern: RegExp): void {
  if (pattern.test(value)) return;
  throw new ServiceError(
    "ValidationError",
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`,
  );
}

function principalArn({ identity, account }: RequestContext): string {
  if (identity.limitedTo?.kind !== "role") return identity.arn;
  return iamState(account).data.roles[identity.limitedTo.name]?.arn ?? identity.arn;
}

function checkDuration(wanted: number | undefined, role: Role, { identity }: RequestContext): number {
  const seconds = wanted ?? 3600;
  if (seconds < minimumSessionSeconds)
    throw new ServiceError(
      "ValidationError",
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${minimumSessionSeconds}`,
    );
  if (identity.limitedTo?.kind === "role" && seconds > maxChainedSeconds)
    throw new ServiceError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  if (seconds > role.maximumSessionSeconds)
    throw new ServiceError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  return seconds;
}

/** Temporary keys of a role, for a caller that is already known to be trusted (or Lambda itself). */
export function openSession(
  account: SandboxAccount,
  roleName: string,
  sessionName: string,
  seconds: number,
  policy?: string,
): Session {
  const session: Session = {
    accessKeyId: newId("ASIA"),
    secretAccessKey: newSecret(),
    sessionToken: newSecret(120),
    roleName,
    sessionName,
    expiresAt: account.clock.now() + seconds * 1000,
    policy,
  };
  addSession(account, session);
  return session;
}
