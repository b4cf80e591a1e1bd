import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { ActionResult } from "@/lib/action";
import { BypassButton } from "./bypass-button";

export interface BypassedIntegration {
  id: string;
  name: string;
  /** ISO 8601. */
  since: string;
  by: string;
}

interface BypassBannerProps {
  slug: string;
  bypassed: readonly BypassedIntegration[];
  /** undefined for who may only look. */
  turn: ((integrationId: string, on: boolean) => Promise<ActionResult<unknown>>) | undefined;
}

/** Across every screen of the tenant while callers go past a voice agent: nobody should find that out from callers. */
export function BypassBanner({ slug, bypassed, turn }: BypassBannerProps) {
  if (bypassed.length === 0) return null;
  return (
    <section
      aria-label="Bypass"
      data-testid="bypass-banner"
      className="border-b border-attention bg-attention-wash text-ink"
    >
      {bypassed.map(({ id, name, since, by }) => (
        <div key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 sm:px-6">
          <StateMark state="attention" title="Bypass" />
          <p className="min-w-0 flex-1 basis-64">
            <strong className="font-semibold">Callers go past the voice agent.</strong>{" "}
            <Link href={`/${slug}/integrations/${id}`} className="underline underline-offset-2">
              {name}
            </Link>
            , since <Time at={since} /> by {by}.
          </p>
          {turn ? <BypassButton name={name} isOn size="small" turn={turn.bind(null, id)} /> : null}
        </div>
      ))}
    </section>
  );
}
