import type { GuidePage, GuideStep } from "@/lib/blueprints/blueprint";
import { ownFlowSteps, watchCallStep } from "@/lib/blueprints/shared/guide-steps";
import { type AgentAiAddresses, parseAgentAiConnection } from "./agent-ai-connection";
import { agentAiPages } from "./guide-pages";
import { type AgentAiInput, agentAiAttributes } from "./names";
import { agentAiTrunkRanges } from "./presets";

/** Rows of the ledger, by the steps that both guides have. */
export interface GuideRows {
  account: string;
  trunk: string;
  sipUri: string;
  dialogs: string;
  agentsSide: string;
  entry: string;
  wholeCall: string;
}

interface GuideParts {
  addresses: AgentAiAddresses;
  rows: GuideRows;
  page: GuidePage;
  flowName: string;
  /** Hosts that an agent's browser opens beside Amazon's. */
  agentHosts: readonly string[];
}

const trunkScreen = "Agent AI › Flows & Channels › Voice Gateway › SIP Numbers › Configure SIP Trunk";

/** What a person does in Agent AI, before a call can be heard there. */
export function agentAiSideSteps(input: AgentAiInput, { addresses, rows, page }: GuideParts): GuideStep[] {
  const { botId, clientId } = parseAgentAiConnection(input);
  return [
    {
      row: rows.account,
      screen: "Agent AI › Manage › Users and roles",
      title: "Check the account, the roles, and the app of this bot",
      note: "Agents need a role that opens the widget. The JWT app signs for them: if it enforces JWE or encrypts payloads, Agent AI refuses the widget. An account on AudioSockets first moves to the Voice Gateway.",
      minutes: 10,
      page,
      proof: { cables: ["kore"] },
      values: [
        { label: "Bot ID", value: botId },
        { label: "Client ID of the JWT app", value: clientId },
        { label: "Account ID", value: addresses.accountId },
      ],
    },
    {
      row: rows.trunk,
      screen: trunkScreen,
      title: "Set up the SIP trunk for Agent AI",
      note: "Choose the product Agent AI. The addresses are Kore's for the US. For another region, ask Kore for its list.",
      minutes: 5,
      page,
      proof: { cables: ["kore"] },
      values: [
        { label: "Product", value: "Agent AI" },
        { label: "IP addresses", value: agentAiTrunkRanges.join("\n") },
      ],
    },
    {
      row: rows.sipUri,
      screen: `${trunkScreen} › SIP URI › Copy`,
      title: "Compare the SIP URI with the one in the settings",
      note: "If they differ, change the settings and deploy again. The flow hands this value to Agent AI with each call.",
      minutes: 1,
      page,
      proof: { cables: ["kore"] },
      values: [
        { label: "SIP URI in the settings", value: addresses.sipUri },
        { label: "Address for audio", value: addresses.wssUrl },
        { label: "Agent AI's host", value: addresses.host },
      ],
    },
    {
      row: rows.dialogs,
      screen: "Agent AI › Dialog Tasks, and Deploy › Publish",
      title: "Create the dialog tasks that agents are offered, and publish the bot",
      note: "Nothing of it reaches agents before the bot is published. A dialog reads what a voice agent handed over by name.",
      minutes: 20,
      page: agentAiPages.customData,
      values: [
        {
          label: "Customer data in a dialog",
          value: "{{context.session.UserContext.customData.<key>}}",
        },
        { label: "Language of transcription", value: input.settings.languageCode },
        ...(input.settings.widgetLanguage === ""
          ? []
          : [
              {
                label: `Widget's language (attribute ${agentAiAttributes.language})`,
                value: input.settings.widgetLanguage,
              },
            ]),
      ],
    },
  ];
}

/** What each agent's computer and network needs. */
export function agentsSideStep(row: string, input: AgentAiInput, agentHosts: readonly string[]): GuideStep {
  return {
    row,
    screen: "Your network, and the agents' browsers",
    title: "Open the agents' network and browsers for calls and the widget",
    note: "Use the latest Chrome or Edge, allow the microphone and the sign-in window, and don't block third-party cookies for the instance. A page of your own needs a valid certificate.",
    minutes: 20,
    page: agentAiPages.network,
    // Nobody answers a call whose softphone has no sound or no way out.
    proof: { cables: ["agent"] },
    values: [
      {
        label: "Hosts, HTTPS and WSS on port 443",
        value: [
          `https://${input.instanceAlias}.my.connect.aws`,
          `*.connect.aws`,
          `*.telemetry.connect.${input.region}.amazonaws.com`,
          ...agentHosts,
        ].join("\n"),
      },
      { label: "Sound", value: `UDP 3478 to TurnNlb-*.elb.${input.region}.amazonaws.com` },
    ],
  };
}

/** The last steps of both guides. */
export function callSteps(
  input: AgentAiInput,
  { rows, flowName }: Pick<GuideParts, "rows" | "flowName">,
): GuideStep[] {
  return [
    ...ownFlowSteps(rows.entry, input.settings, { name: flowName, arn: input.outputs.flow?.arn }, ["number"]),
    watchCallStep(
      rows.wholeCall,
      input.settings,
      "From the caller to an agent, with the call's sound at Agent AI.",
    ),
  ];
}
