import type { SandboxAccount } from "../../state/account";
import type { Credential } from "../../wire/answer-request";
import { iamState } from "./iam-store";

/** Whose key this is: the main user's, another user's, or an assumed role's. */
export function findCredential(account: SandboxAccount, accessKeyId: string): Credential | undefined {
  const { rootKey, accountId } = account;
  if (accessKeyId === rootKey.accessKeyId)
    return {
      account,
      secretAccessKey: rootKey.secretAccessKey,
      identity: {
        accessKeyId,
        arn: `arn:aws:iam::${accountId}:user/patchbay-sandbox`,
        userId: "AIDASANDBOXMAINUSER00",
      },
    };
  const { accessKeys, users, sessions, roles } = iamState(account).data;
  const key = accessKeys[accessKeyId];
  const user = key && users[key.userName];
  if (key && user)
    return {
      account,
      secretAccessKey: key.secretAccessKey,
      identity: { accessKeyId, arn: user.arn, userId: user.id, limitedTo: { kind: "user", name: user.name } },
    };
  const session = sessions[accessKeyId];
  if (!session) return undefined;
  const { roleName, sessionName } = session;
  return {
    account,
    secretAccessKey: session.secretAccessKey,
    sessionToken: session.sessionToken,
    expiresAtMilliseconds: session.expiresAt,
    identity: {
      accessKeyId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      userId: `${roles[roleName]?.id ?? "AROADELETED"}:${sessionName}`,
      limitedTo: { kind: "role", name: roleName, sessionPolicy: session.policy },
    },
  };
}
