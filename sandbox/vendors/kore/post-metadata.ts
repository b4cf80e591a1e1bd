import type { ServicePost } from "./conversation";
import { fillTemplate } from "./fill-template";
import type { ScriptMemory } from "./run-script";
import type { ServiceNode } from "./service-node";

/** Kore's own timeout for a Service node is configurable; ours is fixed. */
const timeLimitMilliseconds = 10_000;
const keptAnswerCharacters = 2000;

/** The member that the Agent AI widget needs: it is kept, whatever else a test call posts. */
const sessionKey = "kore-instanceSessionId";

/**
 * Fills in the Service node and really sends it. `post` is what a test call asks for: an object replaces
 * the template's members except the session ID, text is sent exactly as it is (even broken JSON).
 */
export async function postMetadata(
  node: ServiceNode,
  memory: ScriptMemory,
  post: unknown,
  signal: AbortSignal,
): Promise<ServicePost> {
  const body = writeBody(fillTemplate(node.body, memory), post);
  const at = new Date().toISOString();
  try {
    const answer = await fetch(fillTemplate(node.url, memory), {
      method: node.method,
      headers: Object.fromEntries(
        Object.entries(node.headers).map(([name, value]) => [name, fillTemplate(value, memory)]),
      ),
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeLimitMilliseconds)]),
    });
    return { at, status: answer.status, body, answer: (await answer.text()).slice(0, keptAnswerCharacters) };
  } catch (error) {
    return { at, status: 0, body, answer: error instanceof Error ? error.message : "No answer." };
  }
}

function writeBody(filled: string, post: unknown): string {
  if (post === undefined || post === null) return filled;
  if (typeof post === "string") return post;
  if (typeof post !== "object") return JSON.stringify(post);
  const sessionId = readMember(filled, sessionKey);
  return JSON.stringify({
    ...post,
    ...(sessionId === undefined || sessionKey in post ? {} : { [sessionKey]: sessionId }),
  });
}

function readMember(text: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  } catch {
    return undefined;
  }
}
