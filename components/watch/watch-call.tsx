"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useReducer, useState } from "react";
import { onPlacedCall } from "@/components/calls/placed-call";
import { Button, buttonClasses } from "@/components/ui/button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { useVendorWords } from "@/components/vendors/vendor-words";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { Arrivals } from "@/lib/watch/fetch-arrivals";
import { searchEverySeconds, watchMinutes } from "@/lib/watch/watch-limits";
import type { WatchedCall } from "@/lib/watch/watched-hops";
import { ArrivalList } from "./arrival-list";
import { askConsole } from "./ask-console";
import { DialPanel } from "./dial-panel";
import { HopTrack } from "./hop-track";
import { usePolling } from "./use-polling";
import { beginWatch, nextWatch } from "./watch-state";
import { WatchStatus } from "./watch-status";

interface WatchCallProps {
  slug: string;
  integrationId: IntegrationId;
  numbers: readonly string[];
  isSandbox: boolean;
  /** Those that a call through this integration comes to. */
  expected: readonly string[];
  /** The contact center: "Amazon Connect". */
  waitsFor: string;
  /** When the page was made, by the server's clock: milliseconds since the epoch. */
  serverNow: number;
  /** A way to place the call from here. */
  placeCall: ReactNode;
  /** What follows once a call has proven the integration. */
  afterwards: ReactNode;
}

const lookEverySeconds = 2;
/** After the end only late lines are waited for. */
const lateEverySeconds = 5;

/** Waits for one call, and ticks each hop as it comes. */
export function WatchCall({
  slug,
  integrationId,
  numbers,
  isSandbox,
  expected,
  waitsFor,
  serverNow,
  placeCall,
  afterwards,
}: WatchCallProps) {
  const words = useVendorWords();
  const [watch, tell] = useReducer(nextWatch, 0, beginWatch);
  const [clockMs, setClock] = useState(0);
  const isOn = watch.beganAt > 0 && (watch.stage === "waiting" || watch.stage === "watching");
  const [openedAt, setOpenedAt] = useState(0);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    const now = Date.now();
    setOpenedAt(now);
    setClock(now);
    tell({ kind: "began", at: now });
  }, []);
  // A contact center whose list doesn't tell the called number couldn't say that this one is ours.
  useEffect(() => onPlacedCall((contactId) => tell({ kind: "placed", contactId })), []);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      const now = Date.now();
      setClock(now);
      if (now - watch.beganAt >= watchMinutes * 60_000) tell({ kind: "timed-out" });
    }, 1_000);
    return () => clearInterval(timer);
  }, [isOn, watch.beganAt]);

  usePolling(isOn && watch.stage === "waiting", searchEverySeconds * 1_000, async (signal) => {
    // The browser's clock may be wrong: the server's at the page's opening, and how long ago that was.
    const since = serverNow + (watch.beganAt - openedAt);
    const query = new URLSearchParams({
      since: String(Math.floor(since)),
      known: [...watch.judged].slice(-200).join(),
    });
    const url = `/api/${slug}/integrations/${integrationId}/arrivals?${query}`;
    setAsking(true);
    const looked = await askConsole<Arrivals>(url, "arrivals", signal);
    setAsking(false);
    if (signal.aborted) return;
    tell(looked.ok ? { kind: "arrived", ...looked.value } : { kind: "failed", problem: looked.problem });
  });
  const every = watch.call?.phase === "arriving" ? lateEverySeconds : lookEverySeconds;
  usePolling(isOn && watch.stage === "watching", every * 1_000, async (signal) => {
    const url = `/api/${slug}/contacts/${watch.contactId}/hops?integration=${integrationId}`;
    setAsking(true);
    const looked = await askConsole<{ call: WatchedCall }>(url, "call", signal);
    setAsking(false);
    if (signal.aborted) return;
    tell(looked.ok ? { kind: "seen", call: looked.value.call } : { kind: "failed", problem: looked.problem });
  });

  const seen = new Set<string>(watch.call?.hops.map(({ hop }) => hop));
  // Another vendor's lines that came at the same time are no hop of this integration.
  const hops = words.hops.filter(({ id, isOurs }) => expected.includes(id) || (seen.has(id) && !isOurs));
  const trailUrl = watch.contactId ? `/${slug}/contacts/${watch.contactId}` : undefined;
  const isChoosing = watch.stage === "waiting" && watch.arrivals.length > 0;
  return (
    <div
      className="grid items-start gap-4 lg:grid-cols-[minmax(280px,380px)_minmax(0,1fr)]"
      data-testid="watch"
      data-stage={watch.stage}
    >
      <div className="flex min-w-0 flex-col gap-4">
        <DialPanel numbers={numbers} isSandbox={isSandbox}>
          {placeCall}
        </DialPanel>
        <WatchStatus
          watch={watch}
          trailUrl={trailUrl}
          isAsking={isAsking}
          waitsFor={waitsFor}
          elapsedMs={Math.max(0, clockMs - watch.beganAt)}
          onStop={() => tell({ kind: "stopped" })}
          onAgain={() => tell({ kind: "began", at: Date.now() })}
        />
        {watch.call?.result?.kind === "verified" ? afterwards : null}
      </div>
      <Panel>
        <PanelHeader
          title={isChoosing ? "Calls that came in" : "Hop by hop"}
          aside={
            trailUrl ? (
              <span
                className="min-w-0 truncate font-mono text-xs text-ink-faint"
                data-testid="watched-contact"
              >
                {watch.contactId}
              </span>
            ) : null
          }
          actions={
            trailUrl ? (
              <>
                {watch.stage === "watching" ? (
                  <Button size="small" look="quiet" onClick={() => tell({ kind: "rejected" })}>
                    Not this call
                  </Button>
                ) : null}
                <Link href={trailUrl} prefetch={false} className={buttonClasses("plain", "small")}>
                  Open trail
                </Link>
              </>
            ) : null
          }
        />
        {isChoosing ? (
          <ArrivalList
            arrivals={watch.arrivals}
            onChoose={(contactId) => tell({ kind: "chosen", contactId })}
          />
        ) : (
          <HopTrack hops={hops} call={watch.call} isOver={watch.stage === "over"} trailUrl={trailUrl} />
        )}
      </Panel>
    </div>
  );
}
