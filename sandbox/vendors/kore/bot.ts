/** What a person sets up in Kore's own screens: the texts are exactly those that the guide shows. */
export interface Bot {
  /** The AWS account that it works for; absent in what an earlier sandbox wrote: the first. */
  owner?: string;
  botId: string;
  clientId: string;
  clientSecret: string;
  /** The number that the SIP trunk is for; an INVITE for another one is not found. */
  didNumber: string;
  /** Ranges that may send calls (CIDR); undefined when the bot was set up without an allowlist. */
  allowlist?: string[];
  /** Script node after Start. */
  startScript: string;
  /** Script node in the agent transfer dialog. */
  transferScript: string;
  serviceNode: ServiceNode | undefined;
}

export interface ServiceNode {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

export type ReadBot = { ok: true; bot: Bot } | { ok: false; message: string };

export function readBot(botId: string, body: unknown): ReadBot {
  if (typeof body !== "object" || body === null)
    return { ok: false, message: "The body must be a JSON object." };
  const text = (name: string): string | undefined => {
    const value = Reflect.get(body, name);
    return typeof value === "string" ? value : undefined;
  };
  const clientId = text("clientId");
  const clientSecret = text("clientSecret");
  const didNumber = text("didNumber");
  if (!clientId || !clientSecret || !didNumber) {
    return { ok: false, message: "clientId, clientSecret, and didNumber must be text." };
  }
  const allowlist = Reflect.get(body, "allowlist");
  if (allowlist !== undefined && !isTextList(allowlist))
    return { ok: false, message: "allowlist must be a list of ranges." };
  const serviceNode = readServiceNode(Reflect.get(body, "serviceNode"));
  if (serviceNode === "wrong")
    return { ok: false, message: "serviceNode needs url, method, headers, and body as text." };
  return {
    ok: true,
    bot: {
      botId,
      clientId,
      clientSecret,
      didNumber,
      allowlist,
      startScript: text("startScript") ?? "",
      transferScript: text("transferScript") ?? "",
      serviceNode,
    },
  };
}

function readServiceNode(value: unknown): ServiceNode | undefined | "wrong" {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") return "wrong";
  const url: unknown = Reflect.get(value, "url");
  const method: unknown = Reflect.get(value, "method") ?? "POST";
  const body: unknown = Reflect.get(value, "body") ?? "";
  const headers: unknown = Reflect.get(value, "headers") ?? {};
  if (typeof url !== "string" || typeof method !== "string" || typeof body !== "string") return "wrong";
  if (typeof headers !== "object" || headers === null) return "wrong";
  const pairs = Object.entries(headers).map(([name, header]) => [name, String(header)] as const);
  return { url, method, body, headers: Object.fromEntries(pairs) };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
