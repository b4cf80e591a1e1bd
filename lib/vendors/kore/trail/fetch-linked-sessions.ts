import type { LinkedContext } from "@/lib/trail/trail-source";
import { maxSessions, type SessionTrace, sessionIdsIn } from "./fetch-sessions";

/** For a contact of another contact center: nobody waits longer for one source there. */
export const linkedDeadlineMs = 2_000;

/**
 * Kore's sessions of a contact of another contact center: as it was told to the console, or else as the flow kept them in
 * variables. Neither proves that the session is the contact's: it must have been in the contact's time.
 */
export async function fetchLinkedSessions(
  { links, fetchVariables }: LinkedContext,
  signal: AbortSignal,
): Promise<SessionTrace[]> {
  const linked = links.filter(({ vendor }) => vendor === "kore").map(({ externalId }) => externalId);
  const ids = linked.length > 0 ? linked : await idsInVariables(fetchVariables, signal);
  return [...new Set(ids)].slice(0, maxSessions).map((id): SessionTrace => {
    // SIP's Call-IDs have a host, and Kore's session IDs don't.
    const key = id.includes("@") ? { callId: id } : { sessionId: id };
    return { key, isProven: false };
  });
}

async function idsInVariables(
  fetchVariables: LinkedContext["fetchVariables"],
  signal: AbortSignal,
): Promise<string[]> {
  const variables = (await fetchVariables?.(signal)) ?? [];
  return variables.flatMap(({ name, value }) => sessionIdsIn({ [name]: value }));
}
