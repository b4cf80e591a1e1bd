import { memberOf, textOf } from "../shared/read-request";

/** A SIP voice agent as someone set it up: which addresses it accepts calls from, and where it posts. */
export interface Agent {
  /** The AWS account that it belongs to. */
  owner: string;
  /** The user part of the address that calls are for: a DID or a name. */
  user: string;
  /** Ranges that may send calls (CIDR); absent: all addresses. */
  allowlist?: readonly string[];
  /** Absent: it posts nothing. */
  post?: AgentPost;
}

export interface AgentPost {
  /** With `{contactId}` where the call's contact ID belongs. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** With `{contactId}` where the call's contact ID belongs. */
  body: string;
}

export type ReadAgent = { ok: true; agent: Omit<Agent, "owner" | "user"> } | { ok: false; message: string };

/** {allowlist?, post?: {url, headers?, body}} */
export function readAgent(body: unknown): ReadAgent {
  const allowlist = memberOf(body, "allowlist");
  if (allowlist !== undefined && !isTextList(allowlist))
    return { ok: false, message: "allowlist must be a list of ranges." };
  const given = memberOf(body, "post") ?? undefined;
  const post = given === undefined ? undefined : readPost(given);
  if (given !== undefined && !post) return { ok: false, message: "post needs url and body as text." };
  return { ok: true, agent: { ...(allowlist && { allowlist }), ...(post && { post }) } };
}

function readPost(value: unknown): AgentPost | undefined {
  const [url, body] = [textOf(value, "url"), textOf(value, "body")];
  if (url === undefined || body === undefined) return undefined;
  const headers = memberOf(value, "headers") ?? {};
  const pairs = typeof headers === "object" && headers !== null ? Object.entries(headers) : [];
  return { url, body, headers: Object.fromEntries(pairs.map(([name, header]) => [name, String(header)])) };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
