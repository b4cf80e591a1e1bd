"use client";

import { useEffect, useState } from "react";
import { hasEnded, type RunState } from "./run-state";

const tickMs = 200;

/**
 * Follows a deployment by server-sent events. The browser connects again by itself, and each event is the whole present
 * state, so nothing is lost by a reload or a gap.
 */
export function useRun(initial: RunState, eventsUrl: string): { run: RunState; isConnected: boolean } {
  const [run, setRun] = useState(initial);
  const [isConnected, setConnected] = useState(true);
  const ended = hasEnded(run);
  useEffect(() => {
    // The screen was drawn anew ("Try again" began, or it ended): what the server saw last counts.
    setRun((known) => (Date.parse(initial.now) > Date.parse(known.now) ? initial : known));
  }, [initial]);
  useEffect(() => {
    if (ended) return;
    const events = new EventSource(eventsUrl);
    events.onopen = () => setConnected(true);
    events.onerror = () => setConnected(false);
    events.addEventListener("run", (event: MessageEvent<string>) => {
      setConnected(true);
      setRun(JSON.parse(event.data) as RunState);
    });
    return () => events.close();
  }, [eventsUrl, ended]);
  return { run, isConnected };
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
