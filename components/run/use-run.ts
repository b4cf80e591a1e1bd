"use client";

import { useEffect, useState } from "react";
import { hasEnded, type RunState } from "./run-state";

const tickMs = 200;
/** The browser gives up by itself after an answer that is no stream (a proxy's 502 during a restart); we do not. */
const connectAgainMs = 3_000;

/**
 * Follows a deployment by server-sent events. The browser connects again by itself, and each event is the whole present
 * state, so nothing is lost by a reload or a gap.
 */
export function useRun(
  initial: RunState,
  eventsUrl: string,
): {
  run: RunState;
  isConnected: boolean;
  /** Why there is no stream, where the console said so. */
  refusal: string | undefined;
} {
  const [run, setRun] = useState(initial);
  const [isConnected, setConnected] = useState(true);
  const [refusal, setRefusal] = useState<string>();
  const ended = hasEnded(run);
  useEffect(() => {
    // The screen was drawn anew ("Try again" began, or it ended): what the server saw last counts.
    setRun((known) => (Date.parse(initial.now) > Date.parse(known.now) ? initial : known));
  }, [initial]);
  useEffect(() => {
    if (ended) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let events = connect();
    function connect(): EventSource {
      const source = new EventSource(eventsUrl);
      source.onopen = () => {
        setConnected(true);
        setRefusal(undefined);
      };
      source.onerror = () => {
        setConnected(false);
        if (source.readyState !== EventSource.CLOSED) return;
        // The browser does not tell what was answered.
        void askWhyRefused(eventsUrl).then(setRefusal);
        timer = setTimeout(() => {
          events = connect();
        }, connectAgainMs);
      };
      source.addEventListener("run", (event: MessageEvent<string>) => {
        setConnected(true);
        setRun(JSON.parse(event.data) as RunState);
      });
      return source;
    }
    return () => {
      clearTimeout(timer);
      events.close();
    };
  }, [eventsUrl, ended]);
  return { run, isConnected, refusal };
}

async function askWhyRefused(eventsUrl: string): Promise<string | undefined> {
  const asking = new AbortController();
  try {
    const answer = await fetch(eventsUrl, { signal: asking.signal });
    if (answer.status !== 429) return undefined;
    const { problem } = (await answer.json()) as { problem: { sentence: string } };
    return problem.sentence;
  } catch {
    return undefined;
  } finally {
    // It may be a stream after all.
    asking.abort();
  }
}

/** The server's time, going on while something runs. */
export function useServerClock(now: string, isRunning: boolean): number {
  const [clock, setClock] = useState(() => Date.parse(now));
  useEffect(() => {
    const heardAt = Date.now();
    const server = Date.parse(now);
    setClock(server);
    if (!isRunning) return;
    const timer = setInterval(() => setClock(server + (Date.now() - heardAt)), tickMs);
    return () => clearInterval(timer);
  }, [now, isRunning]);
  return clock;
}
