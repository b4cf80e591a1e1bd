import type { NextRequest } from "next/server";
import { getToken, type JWT } from "next-auth/jwt";
import { config } from "@/lib/kernel/config";
import { cookiesOf } from "./cookies";
import type { SessionClaim } from "./session-user";

export function claimOf(token: JWT): SessionClaim | undefined {
  const { sub, sessionId, sessionVersion } = token;
  if (!sub || typeof sessionId !== "string" || typeof sessionVersion !== "number") return undefined;
  return { userId: sub, sessionId, sessionVersion };
}

/**
 * What a request's session cookie claims, in proxy.ts, where no page's session can be asked. The signature is checked; whether
 * the session still counts, only the database says (loadSessionUser).
 */
export async function claimOfRequest(request: NextRequest): Promise<SessionClaim | undefined> {
  const isHttps = config().publicUrl?.startsWith("https:") === true;
  const cookieName = cookiesOf({ isHttps }).sessionToken?.name;
  if (cookieName === undefined) return undefined;
  const token = await getToken({ req: request, cookieName });
  return token ? claimOf(token) : undefined;
}
