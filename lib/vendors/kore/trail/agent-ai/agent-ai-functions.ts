import { functionName } from "@/lib/hops/hop-of-function";
import { agentAiFunctionNames } from "../../agent-ai/names";

/** All our functions' names end as the guide has them, with the integration's prefix before. */
export function isTrigger(nameOrArn: string): boolean {
  return functionName(nameOrArn).endsWith(agentAiFunctionNames["kvs-trigger"]);
}

/** The one that signs the workspace's token. */
export function isTokenFunction(nameOrArn: string): boolean {
  return functionName(nameOrArn).endsWith(agentAiFunctionNames["widget-token"]);
}

export const agentAiFunctionHop = { name: /KVSTrigger|KoreTokenGenerator|getWidgetCredentials/, hop: "kore" };
