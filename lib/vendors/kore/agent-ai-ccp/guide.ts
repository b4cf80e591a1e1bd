import type { GuideStep } from "@/lib/blueprints/blueprint";
import type { AgentAiAddresses } from "../agent-ai/agent-ai-connection";
import { agentAiSideSteps, agentsSideStep, callSteps } from "../agent-ai/guide";
import { agentAiPages } from "../agent-ai/guide-pages";
import { hostedPagePath } from "../agent-ai/presets";
import { type AgentAiCcpInput, agentAiCcpNames } from "./names";

const rows = {
  account: "AC-23",
  trunk: "AC-25",
  sipUri: "AC-12",
  dialogs: "AC-23",
  agentsSide: "AC-22",
  entry: "AC-17",
  wholeCall: "AC-18",
};

/** What a person still does by hand, in the order of the work. */
export function agentAiCcpGuide(input: AgentAiCcpInput, addresses: AgentAiAddresses): GuideStep[] {
  const { settings } = input;
  const agentHosts = [
    addresses.host,
    new URL(addresses.iframeUrl).origin,
    ...(settings.ownPage ? [settings.pageOrigin] : []),
    ...(settings.loginUrl === "" ? [] : [new URL(settings.loginUrl).origin]),
  ];
  const flowName = agentAiCcpNames(input).flow;
  const parts = { addresses, rows, page: agentAiPages.ccp, flowName, agentHosts: [...new Set(agentHosts)] };
  return [
    ...agentAiSideSteps(input, parts),
    agentsSideStep(rows.agentsSide, input, parts.agentHosts),
    ...hostedPageSteps(input, addresses),
    ...callSteps(input, parts),
  ];
}

/** Kore's own page fetches the widget's credentials from the address that is pasted there. */
function hostedPageSteps(input: AgentAiCcpInput, addresses: AgentAiAddresses): GuideStep[] {
  if (!input.settings.hostedPage) return [];
  const url = input.outputs["widget-api"]?.url;
  return [
    {
      row: "AC-19",
      screen: `${addresses.host}${hostedPagePath}configure/`,
      title: "Paste the API's address into Kore's configure page",
      note: "Each agent does it once in each browser. Anyone who has this address can read the client secret: hand it on like a password.",
      minutes: 5,
      page: agentAiPages.ccp,
      values: [
        { label: "Configure page", value: `${addresses.host}${hostedPagePath}configure/` },
        { label: "API's address", value: url },
        { label: "Path after the address", value: undefined, secret: "widgetPath" },
        { label: "The agents' page afterward", value: `${addresses.host}${hostedPagePath}` },
      ],
    },
  ];
}
