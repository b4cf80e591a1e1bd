"use client";

import type { TrailEvent } from "@/lib/trail/event";
import { addressOfEvent } from "./event-address";
import { ladderOf, SipLadder } from "./sip-ladder";

const box =
  "max-h-80 overflow-auto rounded-control border border-line bg-sunk px-2.5 py-2 font-mono text-xs whitespace-pre-wrap break-all";

/** An opened event: what the system itself said, and the way back to it. */
export function EventDetails({ event }: { event: TrailEvent }) {
  const ladder = ladderOf(event.raw);
  const json = <pre className={box}>{JSON.stringify(event.raw, null, 2)}</pre>;
  return (
    <div className="mx-3.5 mb-2.5 flex flex-col gap-1.5">
      {ladder ? (
        <>
          <SipLadder steps={ladder} />
          <details>
            <summary className="w-fit text-xs text-ink-soft hover:text-ink">Raw JSON</summary>
            <div className="mt-1.5">{json}</div>
          </details>
        </>
      ) : (
        json
      )}
      <a href={addressOfEvent(event.id)} className="w-fit text-xs text-accent hover:underline">
        Link to this event
      </a>
    </div>
  );
}
