"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { Time } from "@/components/ui/time";
import type { SipStep } from "@/lib/trail/sip/sip-ladder";

/** The messages in an event's raw part; undefined when it is no SIP event. */
export function ladderOf(raw: unknown): SipStep[] | undefined {
  const steps = typeof raw === "object" && raw !== null ? Reflect.get(raw, "ladder") : undefined;
  return Array.isArray(steps) && steps.length > 0 && steps.every(isStep) ? steps : undefined;
}

function isStep(value: unknown): value is SipStep {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string) => typeof Reflect.get(value, name) === "string";
  const from: unknown = Reflect.get(value, "from");
  return has("at") && has("label") && has("text") && (from === "connect" || from === "far");
}

/** Who said what to whom, from top to bottom; each message opens. */
export function SipLadder({ steps }: { steps: readonly SipStep[] }) {
  return (
    <div className="rounded-control border border-line bg-sunk px-2.5 py-2" data-testid="sip-ladder">
      <p
        className="flex justify-between gap-3 text-xs font-semibold text-ink-soft sm:pl-24"
        aria-hidden="true"
      >
        <span>Amazon Connect</span>
        <span>Voice agent</span>
      </p>
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one message may be sent twice; the order is the ladder itself.
          <li key={index}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Step({ step: { at, from, label, status, text } }: { step: SipStep }) {
  const isOurs = from === "connect";
  const isRefusal = status !== undefined && status >= 300;
  const Arrow = isOurs ? ArrowRight : ArrowLeft;
  const line = <span className={classNames("h-px flex-1", isRefusal ? "bg-bad" : "bg-unknown")} />;
  const head = (
    <Arrow className={classNames("size-3.5 shrink-0", isRefusal ? "text-bad-ink" : "text-ink-soft")} />
  );
  return (
    <details>
      <summary className="flex list-none flex-wrap items-center hover:bg-hover">
        <span className="w-24 shrink-0 font-mono text-2xs text-ink-soft max-sm:hidden">
          <Time at={at} look="exact" />
        </span>
        <span className="flex min-w-0 flex-1 items-center border-x-2 border-line-strong py-1">
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
      </summary>
      <pre className="my-1 max-h-60 overflow-auto rounded-control border border-line bg-panel px-2 py-1.5 font-mono text-2xs whitespace-pre-wrap break-all sm:ml-24">
        {text}
      </pre>
    </details>
  );
}
