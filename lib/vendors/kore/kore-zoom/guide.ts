import type { GuideStep, GuideValue } from "@/lib/blueprints/blueprint";
import { parseKoreConnection } from "../kore-voice/kore-connection";
import { koreZoomPages } from "./guide-pages";
import { agentTransferStep, flowStep, instruction, linkStep, trunkStep, webhookStep } from "./guide-zoom";
import { type KoreZoomInput, zoomAccountOf } from "./names";

const flows = "Contact Center AI › Flows & Channels";

/** What a person does in Kore and in Zoom, in the order of the work: each step with the screen and this tenant's values. */
export function koreZoomGuide(input: KoreZoomInput): GuideStep[] {
  return [
    accountsStep(),
    zoomAppStep(input),
    experienceFlowStep(input),
    connectorStep(input),
    trunkStep(input),
    ...agentTransferStep(input),
    ...linkStep(input),
    flowStep(input),
    ...webhookStep(input),
    ...(input.settings.summary ? [summaryStep()] : []),
    publishStep(input),
    watchStep(input),
  ];
}

function accountsStep(): GuideStep {
  return {
    row: "ZC-10",
    screen: "Zoom App Marketplace › Sign in",
    title: "Have a developer account in Zoom and developer access in Kore",
    note: "Creating the connector needs an administrator of the Zoom account. The Kore app needs developer access to the bot.",
    minutes: 5,
    page: koreZoomPages.marketplace,
    proof: { cables: ["kore"] },
    values: [{ label: "Role in Zoom", value: "Contact Center administrator" }],
  };
}

/** Patchbay reads engagements by it. Its scopes are named by the connection's check, which knows which kind the account has. */
function zoomAppStep({ vendors }: KoreZoomInput): GuideStep {
  return {
    row: "ZC-01",
    screen: "Zoom App Marketplace › Develop › Build App › Server-to-Server OAuth App",
    title: "Create the app that Patchbay reads Zoom with, and activate it",
    note: "The person who creates it needs the Contact Center administrator role. Save its client ID and secret in the Zoom connection and test it: the test names each scope that is missing.",
    minutes: 10,
    page: koreZoomPages.serverToServer,
    proof: { check: { kind: "zoom", id: "zoom-token" } },
    values: [
      instruction("App type", "Server-to-Server OAuth"),
      { label: "Account", value: zoomAccountOf({ vendors }) },
      instruction("Scopes", "Under Manage › Scopes, those that the test of the Zoom connection names."),
    ],
  };
}

/** Without a proof: a call that goes well shows the bot, and nothing of what happens when it fails. */
function experienceFlowStep(input: KoreZoomInput): GuideStep {
  const { botId } = parseKoreConnection(input.vendors);
  return {
    row: "ZC-02",
    screen: `${flows} › Start Flows › the flow › Automation node`,
    title: "Attach the bot to an experience flow",
    note: "Also say what happens when the bot fails: without these, a caller hears silence or loses the call.",
    minutes: 10,
    page: koreZoomPages.startFlows,
    values: [
      { label: "Bot", value: botId },
      instruction(
        "Answer Call on Bot Response",
        "Off: the call is answered at once, also when the bot is slow.",
      ),
      instruction("Bot No Input", "Play and retry, then transfer to an agent."),
      instruction("OnError of the Automation node", "Agent Transfer node"),
      instruction("Error path of the Agent Transfer node", "A message, then the end of the call."),
    ],
  };
}

function connectorStep(input: KoreZoomInput): GuideStep {
  const { botId, clientId, host } = parseKoreConnection(input.vendors);
  return {
    row: "ZC-06",
    screen: "Zoom App Marketplace › App Types › Connectors › kore.ai › Create Kore.ai Assistant Connector",
    title: "Create the connector in Zoom",
    note: "The client secret is in Kore under Flows & Channels › Digital › Web/Mobile Client › JWT App Details. Then copy the domain and DID number from Configuration Details into this integration's settings.",
    minutes: 10,
    page: koreZoomPages.marketplace,
    proof: { cables: ["kore"] },
    values: [
      { label: "Connector name", value: input.settings.connector.name },
      { label: "Bot type", value: "Voicebot" },
      { label: "Region's base URL", value: host },
      { label: "Bot ID", value: botId },
      clientId
        ? { label: "Client ID", value: clientId }
        : instruction("Client ID", "In Kore, under JWT App Details."),
    ],
  };
}

function summaryStep(): GuideStep {
  return {
    row: "ZC-07",
    screen: "App Settings › Dev Tools › API Scopes, then Generative AI › Models Library and GenAI Features",
    title: "Allow conversation details, and turn on the summary",
    note: "Map the app, select Chat History, and save. Then choose a model for Conversation Summary and turn the feature on.",
    minutes: 10,
    values: [
      { label: "Scope", value: "Chat History" },
      { label: "Model", value: "Kore.ai XO GPT" },
      { label: "Feature", value: "Conversation Summary" },
    ],
  };
}

function publishStep(input: KoreZoomInput): GuideStep {
  const { botId } = parseKoreConnection(input.vendors);
  return {
    row: "ZC-09",
    screen: "Deploy › Publish › Proceed › Confirm",
    title: "Publish the bot",
    note: "In Kore, scopes, models, and changes to the bot count only once it is published.",
    minutes: 2,
    values: [{ label: "Bot ID", value: botId }],
  };
}

function watchStep({ settings }: KoreZoomInput): GuideStep {
  const values: GuideValue[] = [{ label: "Number to dial", value: settings.entryPoints.join("\n") }];
  return {
    row: "ZC-08",
    screen: "Patchbay › this integration › Watch a call",
    title: "Place a call and watch it",
    note: "From the caller through Zoom's flow to Kore and back to an agent. If the call stops somewhere, the page shows what is wrong and what to do.",
    here: "watch",
    minutes: 3,
    proof: { wholeCall: true },
    values,
  };
}
