import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";

/** The header with the key of the control routes. */
export const controlKeyHeader = "x-sandbox-key";
/** The header with the AWS account that they act on; absent = the first one. */
export const accountHeader = "x-sandbox-account";

export function accountAsked({ headers }: { headers: IncomingHttpHeaders }): string | undefined {
  const asked = headers[accountHeader];
  return typeof asked === "string" ? asked : undefined;
}

/** From the environment, otherwise from an earlier start, otherwise created (file mode 600). */
export function readControlKey(dataFolder: string, env: NodeJS.ProcessEnv): string {
  if (env.PATCHBAY_SANDBOX_CONTROL_KEY) return env.PATCHBAY_SANDBOX_CONTROL_KEY;
  const path = join(dataFolder, "control-key.json");
  if (existsSync(path)) return (JSON.parse(readFileSync(path, "utf8")) as { controlKey: string }).controlKey;
  const controlKey = randomBytes(32).toString("base64url");
  writeFileSync(path, JSON.stringify({ controlKey }), { mode: 0o600 });
  return controlKey;
}

/**
 * Why a request can't use the control routes; undefined when it can. They place calls, show transcripts, and change
 * accounts, which neither another user of the machine nor a page in a browser may do: only with the key, only under
 * a loopback name (any name can resolve to this machine), never from a page, and never with a body that a form can
 * send.
 */
export function refuseControl(
  controlKey: string,
  headers: IncomingHttpHeaders,
  hasBody: boolean,
): { status: number; message: string } | undefined {
  if (!isLoopbackHost(headers.host))
    return { status: 421, message: "The sandbox responds only under a loopback name." };
  if (headers.origin !== undefined || headers["sec-fetch-site"] !== undefined)
    return { status: 403, message: "The sandbox's control routes can't be called from web pages." };
  const given = headers[controlKeyHeader];
  if (typeof given !== "string" || !isSame(given, controlKey))
    return { status: 401, message: `The header ${controlKeyHeader} doesn't contain the sandbox's key.` };
  if (hasBody && !/^application\/json\b/i.test(headers["content-type"] ?? ""))
    return { status: 415, message: "A body must have the content type application/json." };
  return undefined;
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? "");
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
