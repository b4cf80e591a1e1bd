import { randomBytes } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";

export interface Role {
  name: string;
  id: string;
  arn: string;
  path: string;
  /** JSON text as it was given. */
  trustPolicy: string;
  description?: string | undefined;
  maximumSessionSeconds: number;
  createdAt: number;
  tags: Record<string, string>;
  inlinePolicies: Record<string, string>;
  attachedPolicyArns: string[];
  /** The maximum that the role is allowed, whatever its policies say. */
  boundaryArn?: string;
}

/** A managed policy of the account's own. */
export interface Policy {
  name: string;
  id: string;
  arn: string;
  path: string;
  document: string;
  createdAt: number;
}

export interface User {
  name: string;
  id: string;
  arn: string;
  createdAt: number;
  inlinePolicies: Record<string, string>;
  attachedPolicyArns: string[];
}

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  userName: string;
  createdAt: number;
}

/** Temporary keys of an assumed role. */
export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  roleName: string;
  sessionName: string;
  expiresAt: number;
  /** Restricts what the role is allowed. */
  policy?: string | undefined;
}

export interface IamState {
  roles: Record<string, Role>;
  users: Record<string, User>;
  accessKeys: Record<string, AccessKey>;
  sessions: Record<string, Session>;
  /** By ARN; absent in state from an earlier sandbox. */
  policies?: Record<string, Policy>;
}

export const maxRoles = 1000;
const maxSessions = 2000;

export function iamState(account: SandboxAccount): StateFile<IamState> {
  return account.state.service("iam", () => ({ roles: {}, users: {}, accessKeys: {}, sessions: {} }));
}

/** Deletes expired sessions, and the oldest ones beyond the limit, before one more is added. */
export function addSession(account: SandboxAccount, session: Session): void {
  const file = iamState(account);
  const now = account.clock.now();
  const alive = Object.values(file.data.sessions)
    .filter((one) => one.expiresAt > now)
    .sort((one, other) => one.expiresAt - other.expiresAt)
    .slice(-(maxSessions - 1));
  file.data.sessions = Object.fromEntries([...alive, session].map((one) => [one.accessKeyId, one]));
  file.save();
}

/** An id in IAM's form: four letters that say what it is, then 16 characters. */
export function newId(prefix: "AROA" | "AIDA" | "AKIA" | "ASIA" | "ANPA"): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]);
  return prefix + letters.join("");
}

export function newSecret(bytes = 30): string {
  return randomBytes(bytes).toString("base64").replace(/=+$/, "");
}
