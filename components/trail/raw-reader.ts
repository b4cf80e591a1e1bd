import type { Problem } from "@/lib/kernel/result";

export type RawAnswer =
  | { ok: true; raw: unknown; link?: { label: string; href: string } }
  | { ok: false; problem: Problem };

export interface RawReader {
  /** Never rejects. The same promise for the same event, so that a row that is drawn again asks nobody again. */
  read(event: { id: string; source: string }): Promise<RawAnswer>;
  /** So that the next read asks again. */
  forget(eventId: string): void;
}

const deadlineMs = 20_000;

/** Fetches what a system said in one event, when somebody opens it. */
export function createRawReader(eventsUrl: string): RawReader {
  const asked = new Map<string, Promise<RawAnswer>>();
  return {
    read: ({ id, source }) => {
      const known = asked.get(id);
      if (known) return known;
      const url = new URL(eventsUrl, window.location.href);
      url.searchParams.set("source", source);
      url.searchParams.set("event", id);
      const answer = fetchRaw(url);
      asked.set(id, answer);
      return answer;
    },
    forget: (eventId) => {
      asked.delete(eventId);
    },
  };
}

async function fetchRaw(url: URL): Promise<RawAnswer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) });
    const body = (await response.json()) as
      | Omit<Extract<RawAnswer, { ok: true }>, "ok">
      | { problem?: Problem };
    if ("raw" in body) return { ok: true, ...body };
    return { ok: false, problem: body.problem ?? unreadable };
  } catch {
    return { ok: false, problem: unreadable };
  }
}

const unreadable: Problem = {
  code: "raw-not-read",
  sentence: "Couldn't load the source's data.",
  wayOut: "Check the connection to Patchbay and try again.",
};
