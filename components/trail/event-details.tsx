"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { type ReactNode, Suspense, use, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { WaitNote } from "@/components/ui/wait-note";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { parseLadder } from "@/lib/trail/systems/sip/parse-ladder";
import { addressOfEvent } from "./event-address";
import type { RawAnswer, RawReader } from "./raw-reader";
import { SipLadder } from "./sip-ladder";

interface EventDetailsProps {
  event: ScreenEvent;
  raw: RawReader;
}

const box =
  "max-h-80 overflow-auto rounded-control border border-line bg-sunk px-2.5 py-2 font-mono text-xs whitespace-pre-wrap break-all";

/** An opened event: what the system itself said, fetched now, and the ways to where it is seen. */
export function EventDetails({ event, raw }: EventDetailsProps) {
  const { ladder } = event;
  const [wantsJson, setWantsJson] = useState(ladder === undefined);
  return (
    <div className="mx-3.5 mb-2.5 flex flex-col gap-2">
      {ladder ? (
        <SipLadder
          lines={ladder}
          textOf={(index) => (
            <Fetched event={event} raw={raw}>
              {(said) => (
                <pre className={box}>{parseLadder(said)?.[index]?.text ?? "Its text isn't known."}</pre>
              )}
            </Fetched>
          )}
        />
      ) : null}
      {wantsJson ? (
        <Fetched event={event} raw={raw}>
          {(said) => <Json value={JSON.stringify(said, null, 2)} />}
        </Fetched>
      ) : null}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
        {wantsJson ? null : (
          <button
            type="button"
            onClick={() => setWantsJson(true)}
            className="text-accent underline underline-offset-2"
          >
            Raw JSON
          </button>
        )}
        <Suspense fallback={null}>
          <WayToSource answer={raw.read(event)} />
        </Suspense>
        <a href={addressOfEvent(event.id)} className="text-accent underline underline-offset-2">
          Link to this event
        </a>
      </p>
    </div>
  );
}

function WayToSource({ answer }: { answer: Promise<RawAnswer> }) {
  const read = use(answer);
  return read.ok && read.link ? <WayOut {...read.link} /> : null;
}

/** Pages of this console open here, those of other systems beside it. */
function WayOut({ label, href }: { label: string; href: string }) {
  if (href.startsWith("/")) {
    return (
      <Link href={href} prefetch={false} className="text-accent underline underline-offset-2">
        {label}
      </Link>
    );
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-0.5 text-accent underline underline-offset-2"
    >
      {label}
      <ArrowUpRight className="size-3" aria-hidden="true" />
      <span className="sr-only">(opens another tab)</span>
    </a>
  );
}

function Json({ value }: { value: string }) {
  return (
    <div className="relative" data-testid="raw-json">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre className={`${box} pr-12`} tabIndex={0}>
        {value}
      </pre>
      <span className="absolute top-1.5 right-2">
        <CopyButton value={value} label="raw JSON" small />
      </span>
    </div>
  );
}

interface FetchedProps extends EventDetailsProps {
  children: (said: unknown) => ReactNode;
}

function Fetched({ event, raw, children }: FetchedProps) {
  const [tries, setTries] = useState(0);
  return (
    <Suspense
      fallback={
        <div className="flex flex-wrap items-center gap-x-2.5 rounded-control border border-line bg-sunk px-2.5 py-2 text-xs text-ink-faint">
          <span className="skeleton h-3 w-20" aria-hidden="true" />
          <span role="status">loading from the source…</span>
          <WaitNote of="the source" />
        </div>
      }
    >
      <Answer
        key={tries}
        answer={raw.read(event)}
        onRetry={() => {
          raw.forget(event.id);
          setTries(tries + 1);
        }}
      >
        {children}
      </Answer>
    </Suspense>
  );
}

interface AnswerProps {
  answer: Promise<RawAnswer>;
  onRetry: () => void;
  children: (said: unknown) => ReactNode;
}

function Answer({ answer, onRetry, children }: AnswerProps) {
  const read = use(answer);
  if (read.ok) return children(read.raw);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      <p className="min-w-0 flex-1">
        <span className="font-medium text-bad-ink">{read.problem.sentence}</span> {read.problem.wayOut}
      </p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
