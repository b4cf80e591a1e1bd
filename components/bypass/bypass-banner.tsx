import Link from "next/link";
import { Suspense } from "react";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { WaitNote } from "@/components/ui/wait-note";
import type { ActionResult } from "@/lib/access/action";
import type { BypassWords } from "@/lib/blueprints/bypass-words";
import type { LiveBypass } from "@/lib/deployments/fetch-live-bypass";
import type { IntegrationId } from "@/lib/kernel/ids";
import { BypassButton } from "./bypass-button";

export interface BypassedIntegration {
  id: IntegrationId;
  name: string;
  /** ISO 8601. */
  since: string;
  by: string;
  words: BypassWords;
}

/** A turn of its bypass was interrupted: only the account knows where callers go. */
export interface UnfinishedTurn {
  id: IntegrationId;
  name: string;
  to: "on" | "off";
  by: string;
  words: BypassWords;
}

interface BypassBannerProps {
  slug: string;
  bypassed: readonly BypassedIntegration[];
  unfinished: readonly UnfinishedTurn[];
  /** Reads from the account where callers of an integration go. */
  fetchLive: (integrationId: IntegrationId) => Promise<LiveBypass>;
  /** undefined for who may only look. */
  turn: ((integrationId: IntegrationId, on: boolean) => Promise<ActionResult<unknown>>) | undefined;
}

/** Across every screen of the tenant while callers go past a voice agent: nobody should find that out from callers. */
export function BypassBanner({ slug, bypassed, unfinished, fetchLive, turn }: BypassBannerProps) {
  if (bypassed.length + unfinished.length === 0) return null;
  return (
    <section
      aria-label="Bypass"
      data-testid="bypass-banner"
      className="border-b border-attention bg-attention-wash text-ink"
    >
      {bypassed.map(({ id, name, since, by, words }) => (
        <div key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 sm:px-6">
          <StateMark state="attention" title="Bypass" />
          <p className="min-w-0 flex-1 basis-64">
            <strong className="font-semibold">{isBypassed(words)}</strong>{" "}
            <Link href={`/${slug}/integrations/${id}`} className="underline underline-offset-2">
              {name}
            </Link>
            , since <Time at={since} /> by {by}.
          </p>
          {turn ? (
            <BypassButton name={name} isOn size="small" turn={turn.bind(null, id)} words={words} />
          ) : null}
        </div>
      ))}
      {unfinished.map(({ id, name, to, by, words }) => (
        <div key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 sm:px-6">
          <StateMark state="attention" title="Bypass" />
          <div className="min-w-0 flex-1 basis-64">
            <Suspense fallback={<ReadingAccount />}>
              <WhereCallersGo live={fetchLive(id)} words={words} />
            </Suspense>{" "}
            <Link href={`/${slug}/integrations/${id}`} className="underline underline-offset-2">
              {name}
            </Link>
            : {by} was turning its bypass {to}, and that was interrupted.
          </div>
          {turn ? (
            <>
              <BypassButton name={name} isOn={false} size="small" turn={turn.bind(null, id)} words={words} />
              <BypassButton name={name} isOn size="small" turn={turn.bind(null, id)} words={words} />
            </>
          ) : null}
        </div>
      ))}
    </section>
  );
}

function ReadingAccount() {
  return (
    <>
      <span>Reading the account…</span>
      <WaitNote of="AWS" />
    </>
  );
}

const isBypassed = ({ agent }: BypassWords) =>
  `${agent.charAt(0).toUpperCase()}${agent.slice(1)} is bypassed.`;

const whereCallersGo = (words: BypassWords): Record<LiveBypass["kind"], string> => ({
  on: isBypassed(words),
  off: `Callers reach ${words.agent}.`,
  changed: "The live flow was changed outside Patchbay, so it's unknown where callers go.",
  "not-deployed": "Nothing is deployed.",
  unknown: `The account can't be read, so it's unknown whether callers reach ${words.agent}.`,
});

/** By the flow that is live in Amazon Connect. */
async function WhereCallersGo({ live, words }: { live: Promise<LiveBypass>; words: BypassWords }) {
  const { kind } = await live;
  return (
    <strong className="font-semibold" data-live-bypass={kind}>
      {whereCallersGo(words)[kind]}
    </strong>
  );
}
