import { z } from "zod";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { ProblemError } from "@/lib/kernel/result";
import { transcriberPath, widgetPath, workspacePagePath } from "./presets";
import type { AgentAiSettings } from "./settings";

/** Where the simulated Agent AI answers; undefined when it does not run. */
export type FindSimulatedAgentAi = () => string | undefined;

const koreConnection = z.looseObject({
  host: z.string().default("https://platform.kore.ai"),
  botId: z.string().min(1),
  clientId: z.string().min(1),
  /** Set by the seed alone: the bot lives in the simulated Kore. */
  koreSandbox: z.boolean().optional(),
});

type Vendors = Pick<BlueprintInput<unknown>, "vendors">;

/** Throws `kore-connection-incomplete` when the connection has no bot or no client. */
export function parseAgentAiConnection({ vendors }: Vendors) {
  const parsed = koreConnection.safeParse(vendors.kore ?? {});
  if (parsed.success) return parsed.data;
  throw new ProblemError({
    code: "kore-connection-incomplete",
    sentence: "The Kore connection has no bot ID or no client ID. Nothing was changed.",
    wayOut: "Open the Kore connection, fill in both, and save it.",
  });
}

export interface AgentAiAddresses {
  /** The Kore connection's, or the simulated Agent AI's. */
  usualHost: string;
  /** The base of Agent AI's calls: "https://platform.kore.ai". */
  host: string;
  /** The widget's page. */
  iframeUrl: string;
  transcriberUrl: string;
  /** What the agent workspace opens. */
  workspaceUrl: string;
  wssUrl: string;
  sipUri: string;
  accountId: string;
}

/**
 * What the settings name, and for what they leave out the Kore connection's own host. A bot of the sandbox is answered for
 * by the simulated Agent AI, on the sandbox account alone.
 */
export function agentAiAddresses(
  input: Vendors &
    Pick<BlueprintInput<unknown>, "isSandbox"> & { settings: Pick<AgentAiSettings, "agentAi"> },
  simulated: FindSimulatedAgentAi,
): AgentAiAddresses {
  const { host: named, iframeUrl, transcriberUrl, ...rest } = input.settings.agentAi;
  const usualHost = findUsualHost(input, simulated);
  const host = named || usualHost;
  return {
    usualHost,
    host,
    iframeUrl: iframeUrl || `${host}${widgetPath}`,
    transcriberUrl: transcriberUrl || `${host}${transcriberPath}`,
    workspaceUrl: `${host}${workspacePagePath}`,
    ...rest,
  };
}

function findUsualHost(
  input: Vendors & Pick<BlueprintInput<unknown>, "isSandbox">,
  simulated: FindSimulatedAgentAi,
): string {
  const { host, koreSandbox } = parseAgentAiConnection(input);
  const url = koreSandbox === true && input.isSandbox ? simulated() : undefined;
  return (url ?? host).replace(/\/+$/, "");
}
