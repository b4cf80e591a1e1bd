import { randomUUID } from "node:crypto";
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
  if (posting === "wrong-token") return { node: { ...node, headers: otherTokens(node.headers) }, memory };
  if (posting !== "other-contact" || contactId === undefined) return { node, memory };
  const changed = JSON.stringify(memory).replaceAll(contactId, randomUUID());
  return { node, memory: JSON.parse(changed) as ScriptMemory };
}

/** As after a rotation that Kore was not told of: another token of the same shape. */
function otherTokens(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      /auth|token|key/i.test(name) ? turn(value) : value,
    ]),
  );
}

/** Digits become other digits, letters a to f others of a to f, all other letters their neighbours. */
function turn(token: string): string {
  const rings = ["0123456789", "abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ"];
  return [...token]
    .map((character) => {
      const ring = rings.find((one) => one.includes(character));
      return ring === undefined ? character : ring[(ring.indexOf(character) + 1) % ring.length];
    })
    .join("");
}
