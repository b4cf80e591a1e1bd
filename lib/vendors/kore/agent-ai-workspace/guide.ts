import type { GuideStep } from "@/lib/blueprints/blueprint";
import type { AgentAiAddresses } from "../agent-ai/agent-ai-connection";
import { agentAiSideSteps, agentsSideStep, callSteps } from "../agent-ai/guide";
import { agentAiPages } from "../agent-ai/guide-pages";
import { type AgentAiWorkspaceInput, agentAiWorkspaceNames } from "./names";

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
export function agentAiWorkspaceGuide(
  input: AgentAiWorkspaceInput,
  addresses: AgentAiAddresses,
): GuideStep[] {
  const names = agentAiWorkspaceNames(input);
  const agentHosts = [addresses.host];
  const parts = { addresses, rows, page: agentAiPages.workspace, flowName: names.flow, agentHosts };
  return [
    ...agentAiSideSteps(input, parts),
    agentsSideStep(rows.agentsSide, input, agentHosts),
    ...profileSteps(input, names.application),
    signInStep(names.application, addresses),
    ...callSteps(input, parts),
  ];
}

/** No profile was chosen here: somebody has to tick the application there. */
function profileSteps({ settings, instanceAlias }: AgentAiWorkspaceInput, application: string): GuideStep[] {
  if (settings.securityProfileIds.length > 0) return [];
  return [
    {
      row: "AW-02",
      screen: "Amazon Connect › Users › Security profiles › Agent applications",
      title: "Let a security profile open the application",
      note: "Or choose the profiles in the settings, and Patchbay adds the application to them. Without a profile, no agent sees the widget.",
      minutes: 5,
      page: agentAiPages.workspaceApps,
      values: [
        { label: "Application", value: application },
        { label: "Access", value: "Access" },
        {
          label: "Security profiles",
          value: `https://${instanceAlias}.my.connect.aws/security-profiles`,
        },
      ],
    },
  ];
}

function signInStep(application: string, addresses: AgentAiAddresses): GuideStep {
  return {
    row: "AW-08",
    screen: "Agent workspace › Apps, while a contact is accepted",
    title: "Open the application as an agent, also on an instance with SAML",
    note: "Kore's guide says that applications don't work on instances with SAML. AWS's pages don't say so. Try it with one agent before you rely on it: sign in, accept a call, and open Apps.",
    minutes: 5,
    page: agentAiPages.signOn,
    values: [
      { label: "Application", value: application },
      { label: "Address that opens", value: addresses.workspaceUrl },
    ],
  };
}
