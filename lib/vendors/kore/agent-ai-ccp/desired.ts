import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import type { DesiredResource } from "@/lib/engine/resource";
import { previousNameOf } from "@/lib/secrets/previous-name";
import { type AgentAiAddresses, parseAgentAiConnection } from "../agent-ai/agent-ai-connection";
import {
  type AgentAiKind,
  agentAiFunction,
  callResources,
  clientSettings,
  streamResources,
} from "../agent-ai/desired";
import { type AgentAiCcpInput, agentAiCcpNames } from "./names";

const flowDescription = "Hands a call to an agent, and its sound to Kore's Agent AI.";
/** The secret in the path of the address that gives out the widget's credentials. */
export const widgetPathSecret = "widgetPath";
const widgetPathPrevious = previousNameOf(widgetPathSecret);
const credentialsPart = "widget-credentials";

/** Everything that the integration wants to exist, in the order in which a person would make it. */
export function agentAiCcpDesired(
  input: AgentAiCcpInput,
  addresses: AgentAiAddresses,
  console: AgentAiKind["console"],
): DesiredResource[] {
  const { artifact } = console;
  const kind: AgentAiKind = {
    addresses,
    console,
    rows: {
      telephony: ["AC-01", "AC-07"],
      mediaStreams: ["AC-07", "AC-24"],
      trigger: ["AC-02"],
      triggerSettings: ["AC-03"],
      readerRole: ["AC-04"],
      invoke: ["AC-13"],
      mainFlow: ["AC-10", "AC-11", "AC-13", "AC-16", "AC-26", "AC-27"],
      queueFlow: ["AC-14", "AC-16"],
      whisperFlow: ["AC-10", "AC-16"],
      dispositionFlow: ["AC-15", "AC-16"],
      numbers: ["AC-09", "AC-17"],
    },
    flow: { name: agentAiCcpNames(input).flow, description: flowDescription },
    // The widget's whole address: what the published CCP flow has here.
    agentassistUrl: addresses.iframeUrl,
    hasToken: false,
    flowNeeds: [],
  };
  return [
    ...streamResources(input, kind),
    ...originResources(input, addresses),
    ...hostedPageResources(input, addresses, artifact),
    ...callResources(input, kind),
  ];
}

/** Pages that may show the instance's softphone in a frame. */
function originResources(input: AgentAiCcpInput, addresses: AgentAiAddresses): DesiredResource[] {
  const { ownPage, pageOrigin, hostedPage } = input.settings;
  const origins = [...(ownPage ? [pageOrigin] : []), ...(hostedPage ? [new URL(addresses.host).origin] : [])];
  return [...new Set(origins.map((origin) => origin.replace(/^http:/, "https:")))].map((origin) => ({
    logicalId: `origin:${origin}`,
    type: "approved-origin",
    props: { origin },
    ledgerRows: ["AC-08", ...(ownPage ? ["AC-20"] : [])],
  }));
}

/** What Kore's hosted page fetches the widget's credentials from: off unless chosen. */
function hostedPageResources(
  input: AgentAiCcpInput,
  addresses: AgentAiAddresses,
  artifact: LookUpArtifact,
): DesiredResource[] {
  if (!input.settings.hostedPage) return [];
  const names = agentAiCcpNames(input);
  const { botId } = parseAgentAiConnection(input);
  return [
    ...agentAiFunction(credentialsPart, input, artifact, {
      environment: {
        AGENTASSIST_URL: addresses.iframeUrl,
        BOT_ID: botId,
        ...clientSettings(input),
        LANGUAGE_CODE: input.settings.widgetLanguage || input.settings.languageCode,
        CONNECT_URL: `https://${input.instanceAlias}.my.connect.aws/connect/ccp-v2/`,
      },
      ledgerRows: { role: ["AC-05"], logs: ["AC-05"], lambda: ["AC-05"] },
    }),
    {
      logicalId: "widget-api",
      type: "http-api",
      props: {
        name: names.widgetApi,
        // While the path is rotated, browsers that have the previous one are still answered.
        routes: [widgetPathSecret, widgetPathPrevious]
          .filter((name) => name === widgetPathSecret || input.secretNames?.includes(name))
          .map((name) => ({
            routeKey: { $join: ["GET /", { $secret: name }] },
            functionArn: { $ref: `${credentialsPart}-function.aliasArn` },
          })),
        cors: {
          allowOrigins: [new URL(addresses.host).origin],
          allowMethods: ["GET"],
          allowHeaders: ["content-type"],
          maxAgeSeconds: 300,
        },
        throttle: { ratePerSecond: 5, burst: 10 },
      },
      notice: "Whoever has the address and its path can read the client secret of the Kore app",
      ledgerRows: ["AC-06"],
    },
    {
      logicalId: "widget-api-permission",
      type: "lambda-permission",
      props: {
        functionName: names.functionName(credentialsPart),
        qualifier: "live",
        statementId: "patchbay-widget-api",
        principal: "apigateway.amazonaws.com",
        sourceArn: { $join: [{ $ref: "widget-api.executionArn" }, "/*/*"] },
      },
      dependsOn: [`${credentialsPart}-function`],
      ledgerRows: ["AC-06"],
    },
  ];
}
