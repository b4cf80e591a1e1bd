import type { z } from "zod";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { simulatedAgentAi } from "./presets";
import type { AgentAiSettings } from "./settings";

/** What a form can only ask for: the queue, the way in, and what Agent AI's own screens show. */
type Asked = "queueId" | "entry";

/** The settings that a new integration begins with. On the sandbox nothing has to be typed. */
export function usualAgentAi<Settings extends AgentAiSettings>(
  { vendors, isSandbox }: Pick<BlueprintInput<unknown>, "vendors" | "isSandbox">,
  schema: z.ZodType<Settings>,
): Omit<Settings, Asked> {
  const {
    queueId: _queue,
    entry: _entry,
    ...rest
  } = schema.parse({
    queueId: "unset",
    entry: { kind: "own-flow" },
    agentAi: simulatedAgentAi,
  });
  const isSimulated = isSandbox && vendors.kore?.koreSandbox === true;
  return isSimulated ? rest : { ...rest, agentAi: { ...rest.agentAi, sipUri: "", accountId: "" } };
}
