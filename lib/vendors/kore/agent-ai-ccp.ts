import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { agentAiAddresses } from "./agent-ai/agent-ai-connection";
import { agentAiBypassWords } from "./agent-ai/bypass-words";
import { type AgentAiConsole, thisConsole } from "./agent-ai/console";
import { agentAiCosts } from "./agent-ai/costs";
import { agentAiPicture } from "./agent-ai/picture";
import { usualAgentAi } from "./agent-ai/usual-settings";
import { agentAiCcpDesired, widgetPathSecret } from "./agent-ai-ccp/desired";
import { agentAiCcpFields } from "./agent-ai-ccp/fields";
import { agentAiCcpGuide } from "./agent-ai-ccp/guide";
import { agentAiCcpRows } from "./agent-ai-ccp/ledger-rows";
import { type AgentAiCcpInput, agentAiCcpNames } from "./agent-ai-ccp/names";
import { type AgentAiCcpSettings, agentAiCcpSettings } from "./agent-ai-ccp/settings";

/** Kore's Agent AI beside the Contact Control Panel. */
export const agentAiCcp = makeAgentAiCcp(thisConsole);

/** With another console around it: tests need neither functions built nor a sandbox. */
export function makeAgentAiCcp({ simulated, publicUrl, ...console }: AgentAiConsole) {
  const addressesOf = (input: AgentAiCcpInput) => agentAiAddresses(input, simulated);
  return defineBlueprint<AgentAiCcpSettings>({
    kind: "agent-ai-ccp",
    title: "Agent AI on the Contact Control Panel",
    description: "Agents get Kore's Agent AI beside their softphone: it listens to both sides and suggests.",
    needs: ["kore"],
    settings: agentAiCcpSettings,
    fields: agentAiCcpFields,
    defaults: (input) => {
      const pageOrigin = originOf(publicUrl());
      return {
        ...usualAgentAi(input, agentAiCcpSettings),
        ...(pageOrigin === undefined ? {} : { ownPage: true, pageOrigin }),
      };
    },
    generatedSecrets: {
      [widgetPathSecret]: {
        bytes: 32,
        noun: "path",
        enteredIn: "Kore's configure page, behind the API's address",
        ifDropped: "agents whose page still has it get no widget",
        isUsed: (settings) => Reflect.get(Object(settings), "hostedPage") === true,
      },
    },
    desired: (input) => agentAiCcpDesired(input, addressesOf(input), console),
    guide: (input) => agentAiCcpGuide(input, addressesOf(input)),
    picture: (input) =>
      agentAiPicture(input, {
        flowName: agentAiCcpNames(input).flow,
        host: addressesOf(input).host,
        desktop: desktopOf(input.settings),
      }),
    lambdaNames: (input) => [agentAiCcpNames(input).functionName("kvs-trigger")],
    bypassWords: agentAiBypassWords,
    costs: agentAiCosts,
    ledgerRows: agentAiCcpRows,
  });
}

function desktopOf({ ownPage, hostedPage }: AgentAiCcpSettings) {
  if (ownPage) return { title: "Patchbay's page", detail: "Contact Control Panel" };
  if (hostedPage) return { title: "Kore's hosted page", detail: "Contact Control Panel" };
  return { title: "A page of your own", detail: "Contact Control Panel" };
}

/** As Amazon Connect takes it: https, also where a console of the sandbox is opened without it. */
function originOf(publicUrl: string | undefined): string | undefined {
  if (publicUrl === undefined || !URL.canParse(publicUrl)) return undefined;
  return new URL(publicUrl).origin.replace(/^http:/, "https:");
}
