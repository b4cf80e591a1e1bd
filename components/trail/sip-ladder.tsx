"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Time } from "@/components/ui/time";
import type { LadderLine } from "@/lib/contacts/trail/screen-report";

interface SipLadderProps {
  lines: readonly LadderLine[];
  /** A message's own text, drawn when it is opened. */
  textOf: (index: number) => ReactNode;
}

/** Who said what to whom, from top to bottom; each message opens. */
export function SipLadder({ lines, textOf }: SipLadderProps) {
  const began = Date.parse(lines[0]?.at ?? "");
  return (
    <div className="overflow-hidden rounded-control border border-line bg-sunk" data-testid="sip-ladder">
      <p
        className="grid grid-cols-[1fr_1fr] border-b border-line px-3 py-1.5 text-xs font-medium text-ink-soft sm:pl-28"
        aria-hidden="true"
      >
        <span>Amazon Connect</span>
        <span className="text-right">Voice agent</span>
      </p>
      <ol className="px-3 py-1.5">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one message may be sent twice; the order is the ladder itself.
          <Rung key={index} line={line} offset={Date.parse(line.at) - began}>
            {textOf(index)}
          </Rung>
        ))}
      </ol>
    </div>
  );
}

interface RungProps {
  line: LadderLine;
  /** Milliseconds since the ladder's first message. */
  offset: number;
  children: ReactNode;
}

function Rung({ line: { at, from, label, status }, offset, children }: RungProps) {
  const [isOpen, setOpen] = useState(false);
  const isOurs = from === "connect";
  const isRefusal = status !== undefined && status >= 300;
  const Arrow = isOurs ? ArrowRight : ArrowLeft;
  const line = <span className={classNames("h-px flex-1", isRefusal ? "bg-bad" : "bg-ink-faint")} />;
  const head = (
    <Arrow
      className={classNames(
        "size-3.5 shrink-0",
        isOurs ? "-ml-2" : "-mr-2",
        isRefusal ? "text-bad" : "text-ink-faint",
      )}
    />
  );
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-stretch text-left hover:bg-hover"
      >
        <span className="w-25 shrink-0 self-center font-mono text-2xs text-ink-soft max-sm:hidden">
          <span title={at}>{offset === 0 ? <Time at={at} look="exact" /> : formatDistance(offset)}</span>
        </span>
        <span className="flex min-w-0 flex-1 items-center border-x-2 border-line-strong py-1.5">
          <span className="flex flex-1 items-center" aria-hidden="true">
            {isOurs ? null : head}
            {line}
          </span>
          <span
            className={classNames(
              "min-w-0 px-2 font-mono text-xs break-words",
              isRefusal && "font-semibold text-bad-ink",
            )}
          >
            {label}
            <span className="sr-only">
              {isOurs
                ? ", from Amazon Connect to the voice agent"
                : ", from the voice agent to Amazon Connect"}
            </span>
          </span>
          <span className="flex flex-1 items-center" aria-hidden="true">
            {line}
            {isOurs ? head : null}
          </span>
        </span>
      </button>
      {isOpen ? <div className="my-1 sm:ml-25">{children}</div> : null}
    </li>
  );
}

/** Answers come within milliseconds: "+3 ms", "+1.25 s". */
function formatDistance(milliseconds: number): string {
  return milliseconds < 1_000 ? `+${milliseconds} ms` : `+${(milliseconds / 1_000).toFixed(2)} s`;
}
