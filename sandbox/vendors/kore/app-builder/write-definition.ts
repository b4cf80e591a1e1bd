import { createHash } from "node:crypto";
import type { Bot } from "../bot";
import type { ServiceNode } from "../service-node";
import type { BotContent, ExportForm } from "./app-types";
import { describeVariable } from "./variables-api";

interface Component {
  _id: string;
  name: string;
  type: string;
  [member: string]: unknown;
}

/** The files of an exported app. Without `settings` among what is asked for, no variable is in them. */
export function writeExport(
  bot: Bot,
  content: BotContent,
  form: ExportForm,
  withSettings: boolean,
): Record<string, string> {
  const definition = writeDefinition(bot, content, form);
  const wrapped = form.wrapper === undefined ? definition : { [form.wrapper]: definition };
  const config = {
    name: bot.botId,
    ...(withSettings ? { envVariables: content.variables.map(describeVariable) } : {}),
  };
  return { [form.file]: JSON.stringify(wrapped), "config.json": JSON.stringify(config) };
}

/** Dialogs hold references only; what a node does stands among the components. */
function writeDefinition(bot: Bot, content: BotContent, form: ExportForm): object {
  const id = (prefix: string, name: string) => `${prefix}-${stableId(bot.botId, name)}`;
  const nodes = dialogNodes(content, (name) => id("dc", name));
  return {
    _id: bot.botId,
    refId: stableId(bot.botId, "app"),
    type: "default",
    appType: "unified",
    purpose: "customer",
    defaultLanguage: "en",
    supportedLanguages: ["en"],
    localeData: { en: { name: "Sandbox voice agent", description: "" } },
    environmentVersionInfo: "11.0.0",
    dialogs: [
      {
        _id: id("dg", "Agent Transfer"),
        refId: stableId(bot.botId, "Agent Transfer"),
        lname: "agent transfer",
        localeData: { en: { name: "Agent Transfer", shortDesc: "Hands the caller to an agent" } },
        nodes: nodes.map(({ _id, name, type }, index) => ({
          type,
          componentId: _id,
          nodeId: id("nd", name),
          transitions: nodes[index + 1]
            ? [{ default: id("nd", nodes[index + 1]?.name ?? ""), metadata: {} }]
            : [],
          vNameSpace: [],
          preConditions: [],
        })),
        isHidden: false,
        isFollowUp: false,
      },
    ],
    dialogComponents: nodes,
    knowledgeTasks: [],
    contentVariables: [],
    channels: [],
    ...flows(content, form, id),
  };
}

function dialogNodes(content: BotContent, id: (name: string) => string): Component[] {
  const { transferScript, serviceNode, transferCode = "" } = content;
  const component = (name: string, type: string, rest: object): Component => ({
    _id: id(name),
    refId: id(`ref ${name}`),
    name,
    type,
    piiDataEnabled: false,
    ...rest,
  });
  return [
    component("Agent Transfer", "intent", { dialogId: id("dialog"), localeData: { en: {} } }),
    ...(transferScript === ""
      ? []
      : [component("ReadContactId", "script", { script: encodeURIComponent(transferScript) })]),
    ...(serviceNode ? [component("PostMetadata", "service", writeService(serviceNode))] : []),
    ...(transferCode === "" ? [] : [component("TransferToAgent", "message", writeMessage(transferCode))]),
    component("AgentTransfer", "agentTransfer", { containmentType: "agenttransfer" }),
  ];
}

/** A message with an override for the voice channel, in JavaScript. */
function writeMessage(code: string): object {
  const written = (text: string, type: string) => ({ en: { text: encodeURIComponent(text), type } });
  return {
    message: [
      { channel: "default", localeData: written("Please hold.", "basic") },
      { channel: "korevg", localeData: written(code, "js") },
    ],
  };
}

function writeService({ url, method, headers, body }: ServiceNode): object {
  return {
    serviceNodeType: "custom",
    endPoint: { ...splitUrl(url), method: method.toLowerCase(), connectorEnabled: false },
    authRequired: false,
    idp: "none",
    serviceAPITimeout: 20,
    payload: { type: "raw", value: body },
    headers: { type: "raw", value: JSON.stringify(headers) },
  };
}

/** A variable may stand for the beginning of the URL, scheme included. */
function splitUrl(url: string): { protocol: string; host: string; port: string; path: string } {
  const read = /^(?:(https?):\/\/)?([^/?#:{}]*(?:\{\{[^{}]*\}\})?[^/?#:{}]*)(?::(\d+))?(.*)$/s.exec(url);
  return { protocol: read?.[1] ?? "", host: read?.[2] ?? "", port: read?.[3] ?? "", path: read?.[4] ?? "" };
}

/** How a flow's nodes are exported is not known: "nodes" is a guess, and "other" is another. */
function flows(
  { startScript }: BotContent,
  { flows: form }: ExportForm,
  id: (prefix: string, name: string) => string,
): object {
  if (form === "absent") return {};
  const flow = { _id: id("ef", "Conditional Flow"), name: "Conditional Flow", type: "start" };
  if (form === "other") {
    const packed = Buffer.from(startScript).toString("base64");
    return { experienceFlows: [{ ...flow, design: packed }] };
  }
  const script = {
    _id: id("fn", "KeepSipHeaders"),
    name: "KeepSipHeaders",
    type: "script",
    script: encodeURIComponent(startScript),
  };
  return { experienceFlows: [{ ...flow, nodes: startScript === "" ? [] : [script] }] };
}

/** The same for the same bot and name, so that two exports differ only where the app does. */
function stableId(botId: string, name: string): string {
  const hash = createHash("sha256").update(`${botId}/${name}`).digest("hex");
  return [8, 4, 4, 4, 12]
    .reduce<{ at: number; parts: string[] }>(
      ({ at, parts }, length) => ({ at: at + length, parts: [...parts, hash.slice(at, at + length)] }),
      { at: 0, parts: [] },
    )
    .parts.join("-");
}
