import { createHmac, timingSafeEqual } from "node:crypto";
import type { SandboxAccount } from "../../../state/account";
import type { OpenRequest } from "../../../wire/service";
import type { User } from "../connect-model";
import { connectState } from "../connect-state";

const cookieName = "lily-auth-sandbox";
/** As on AWS: an agent signs in again after at most 12 hours. */
const sessionMs = 12 * 3600_000;

type Keyed = Pick<SandboxAccount, "controlKey" | "accountId">;

/** An agent's password: unique to the account and the same over restarts, so that no state holds it. */
function passwordOf(account: Keyed, username: string): string {
  return sign(account, `password:${username}`).slice(0, 16);
}

/** Who can sign in, for whoever has the control key. */
export function listAgents(
  account: SandboxAccount,
): { userId: string; username: string; password: string }[] {
  return connectState(account).data.users.map(({ id, username }) => ({
    userId: id,
    username,
    password: passwordOf(account, username),
  }));
}

/** The agent with this name and password. */
export function findAgent(account: SandboxAccount, username: string, password: string): User | undefined {
  const user = connectState(account).data.users.find((one) => one.username === username);
  return isSame(password, passwordOf(account, username)) ? user : undefined;
}

/**
 * Any site may frame the softphone where the instance approves it, so the cookie must reach frames of other sites:
 * `SameSite=None`, which browsers accept only with `Secure`.
 */
export function sessionCookie(account: SandboxAccount, { username }: User): string {
  const text = `${encodeURIComponent(username)}.${account.clock.now() + sessionMs}`;
  return `${cookieName}=${text}.${sign(account, `session:${text}`)}; ${attributes}; Max-Age=${sessionMs / 1000}`;
}

export const endedCookie = `${cookieName}=; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=0`;
const attributes = "Path=/; HttpOnly; Secure; SameSite=None";

/** The agent whose session the request has; undefined when it has none, or one that ended. */
export function signedInAgent(account: SandboxAccount, request: OpenRequest): User | undefined {
  const cookies = (request.headers.cookie ?? []).flatMap((line) => line.split(/;\s*/));
  const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  const [name = "", until = "", signature = ""] = value?.split(".") ?? [];
  if (!isSame(signature, sign(account, `session:${name}.${until}`))) return undefined;
  if (!(Number(until) > account.clock.now())) return undefined;
  return connectState(account).data.users.find(({ username }) => username === decodeURIComponent(name));
}

function sign({ controlKey, accountId }: Keyed, text: string): string {
  return createHmac("sha256", controlKey).update(`softphone:${accountId}:${text}`).digest("base64url");
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
