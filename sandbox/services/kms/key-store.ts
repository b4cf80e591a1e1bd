import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { stableId } from "../connect/arns";

export interface Key {
  id: string;
  arn: string;
  /** AWS's own keys can be neither disabled nor given to anyone. */
  manager: "AWS" | "CUSTOMER";
  description: string;
  state: "Enabled" | "Disabled" | "PendingDeletion";
  createdAt: number;
  tags: Record<string, string>;
}

export interface KmsState {
  keys: Key[];
  /** `alias/…` and the ID of its key. */
  aliases: Record<string, string>;
}

export const kinesisVideoAlias = "alias/aws/kinesisvideo";

/** A new account has the key that Kinesis Video Streams encrypts with unless told otherwise. */
export function kmsState(account: SandboxAccount): StateFile<KmsState> {
  return account.state.service("kms", () => {
    const key = makeKey(account, {
      id: stableId(account, "kms/kinesisvideo"),
      manager: "AWS",
      description: "Default key that protects my Kinesis Video Streams data when no other key is defined",
    });
    return { keys: [key], aliases: { [kinesisVideoAlias]: key.id } };
  });
}

export function makeKey(account: SandboxAccount, given: Pick<Key, "id" | "manager" | "description">): Key {
  return {
    ...given,
    arn: keyArn(account, given.id),
    state: "Enabled",
    createdAt: account.clock.now(),
    tags: {},
  };
}

export function keyArn({ region, accountId }: SandboxAccount, id: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

export function aliasArn({ region, accountId }: SandboxAccount, alias: string): string {
  return `arn:aws:kms:${region}:${accountId}:${alias}`;
}

/** By key ID, key ARN, alias, or alias ARN; another account's is unknown. */
export function findKey(account: SandboxAccount, idOrArn: string): Key | undefined {
  const { keys, aliases } = kmsState(account).data;
  const prefix = `arn:aws:kms:${account.region}:${account.accountId}:`;
  const name = idOrArn.startsWith(prefix) ? idOrArn.slice(prefix.length) : idOrArn;
  const id = name.startsWith("alias/") ? aliases[name] : name.replace(/^key\//, "");
  return keys.find((key) => key.id === id);
}
