import type { App } from "./app-builder/app-types";
import { readServiceNode, type ServiceNode } from "./service-node";
import { readTrunk, type Trunk } from "./trunk";

/** What a person sets up in Kore's own screens, with exactly the texts that the guide shows. */
export interface Bot {
  /** The AWS account that it belongs to; absent in state from an earlier sandbox: the first. */
  owner?: string;
  botId: string;
  clientId: string;
  clientSecret: string;
  /** The number that the SIP trunk is for; an INVITE for another number gets 404. */
  didNumber: string;
  /** Ranges that may send calls (CIDR); undefined when the bot was set up without an allowlist. */
  allowlist?: string[];
  /** Script node after Start. */
  startScript: string;
  /** Script node in the agent transfer dialog. */
  transferScript: string;
  serviceNode: ServiceNode | undefined;
  /** The override for voice of the transfer dialog's message node; absent or "": an Agent Transfer node with SIP BYE. */
  transferCode?: string;
  /** For a contact center that calls by TLS. */
  trunk?: Trunk;
  /** What is in development, scopes, and rules; absent in state from an earlier sandbox, and in a bot that is new. */
  app?: App;
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
  const trunk = readTrunk(Reflect.get(body, "trunk"));
  if (typeof trunk === "string") return { ok: false, message: trunk };
  const transferCode = text("transferCode");
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
      ...(transferCode === undefined ? {} : { transferCode }),
      ...(trunk && { trunk }),
    },
  };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
