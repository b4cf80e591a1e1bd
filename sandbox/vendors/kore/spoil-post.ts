import { randomUUID } from "node:crypto";
import { withOtherTokens } from "../shared/other-token";
import type { ServiceNode } from "./bot";
import type { KoreFault } from "./call-scenario";
import type { ScriptMemory } from "./run-script";

/** The Service node and its memory as a fault of a test call has them. */
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
