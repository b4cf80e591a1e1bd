import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { readScript } from "./api/flow-file";
import type { Connector, ZoomAccount } from "./zoom-account";
import {
  addVersion,
  type EventScript,
  type Flow,
  type FlowDocument,
  newFlow,
  publishedVersion,
  publishVersion,
  voiceBotDocument,
} from "./zoom-flow";
import { newId } from "./zoom-id";
import { nowOf, type ZoomStore } from "./zoom-store";
import { addKoreVariables } from "./zoom-variables";

/**
 * PUT voice-bot {connectorName?, botId?, domain?, didNumber?, sipHost?, flowName?, eventScripts?, withoutVariables?}: what the guide asks
 * a person to do in Zoom's own screens. The connector, the variables, and the flow, with the scripts of its Start
 * widget, published; a flow that exists keeps its other widgets.
 */
export function setUpVoiceBot(store: ZoomStore, account: ZoomAccount, body: unknown): VendorAnswer {
  const given = memberOf(body, "eventScripts");
  const scripts = given === undefined ? undefined : readScripts(given);
  if (scripts === "wrong")
    return { status: 400, body: { message: "eventScripts must be a list of {event, code, name?}." } };
  const connector = putConnector(account, body);
  if (memberOf(body, "withoutVariables") !== true) addKoreVariables(account);
  const flow = putFlow(account, connector, textOf(body, "flowName"), scripts);
  store.save();
  return { status: 200, body: { connector, flowId: flow.flowId, flowName: flow.name } };
}

function readScripts(value: unknown): EventScript[] | "wrong" {
  if (!Array.isArray(value) || value.length > 20) return "wrong";
  const read = value.map(readScript);
  return read.every((one) => one !== undefined) ? read : "wrong";
}

function putConnector(account: ZoomAccount, body: unknown): Connector {
  const usual = account.connectors[0];
  const name = textOf(body, "connectorName") ?? usual?.name ?? "Voice bot";
  const known = account.connectors.find((one) => one.name === name);
  const member = (of: "botId" | "domain" | "didNumber" | "sipHost" | "maker") =>
    textOf(body, of) ?? (known ?? usual)?.[of] ?? "";
  const connector: Connector = {
    connectorId: known?.connectorId ?? newId(),
    maker: member("maker"),
    name,
    botId: member("botId"),
    domain: member("domain"),
    didNumber: member("didNumber"),
    sipHost: member("sipHost"),
  };
  account.connectors = [...account.connectors.filter((one) => one !== known), connector];
  return connector;
}

function putFlow(
  account: ZoomAccount,
  connector: Connector,
  wanted: string | undefined,
  scripts: EventScript[] | undefined,
): Flow {
  const now = nowOf(account);
  const main = account.flows.find(({ flowId }) => flowId === account.entryPoints[0]?.flowId);
  const known = wanted === undefined ? main : account.flows.find(({ name }) => name === wanted);
  const flow = known ?? newFlow(wanted ?? "Voice bot", "");
  if (!known) account.flows.push(flow);
  const before = publishedVersion(flow)?.document ?? flow.versions.at(-1)?.document;
  const document = withParts(
    before ?? voiceBotDocument(connector.name, account.queues[0]?.queueId ?? ""),
    connector.name,
    scripts,
  );
  if (JSON.stringify(document) !== JSON.stringify(before) || !publishedVersion(flow))
    publishVersion(flow, addVersion(flow, document, "Set up by a person", now), now);
  return flow;
}

function withParts(
  { widgets }: FlowDocument,
  connectorName: string,
  scripts: EventScript[] | undefined,
): FlowDocument {
  return {
    widgets: widgets.map((widget) => {
      if (widget.widget_type === "voice_bot")
        return { ...widget, settings: { connector_name: connectorName } };
      return widget.widget_type === "start" && scripts ? { ...widget, event_scripts: scripts } : widget;
    }),
  };
}
