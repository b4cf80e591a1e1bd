import { randomUUID } from "node:crypto";
import { withOtherTokens } from "../shared/other-token";
import type { KoreFault } from "./call-scenario";
import type { ScriptMemory } from "./run-script";
import type { ServiceNode } from "./service-node";

/** The Service node and its variables, changed by a fault of a test call. */
export function spoilPost(
  node: ServiceNode,
  memory: ScriptMemory,
  contactId: string | undefined,
  posting: KoreFault["posting"],
): { node: ServiceNode; memory: ScriptMemory } {
  if (posting === "wrong-token") return { node: { ...node, headers: withOtherTokens(node.headers) }, memory };
  if (posting !== "other-contact" || contactId === undefined) return { node, memory };
  const changed = JSON.stringify(memory).replaceAll(contactId, randomUUID());
  return { node, memory: JSON.parse(changed) as ScriptMemory };
}
