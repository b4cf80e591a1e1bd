import { Suspense } from "react";
import { FollowLive } from "@/components/trail/follow-live";
import { TrailView } from "@/components/trail/trail-view";
import { Panel, PanelHeader } from "@/components/ui/panel";
import type { TenantContext } from "@/lib/access/action";
import type { Look } from "@/lib/contacts/trail/open-look";
import type { ContactId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";
import { isClear } from "@/lib/privacy/sight";
import { ContactFacts } from "./contact-facts";
import { ContactNotes } from "./contact-notes";
import { NoTrail } from "./no-trail";
import { PathThroughFlow } from "./path-through-flow";
import { SightLine } from "./sight-line";
import { SaidVerdict, TrailFindings } from "./trail-findings";

interface ContactTrailProps {
  contactId: ContactId;
  look: Promise<Result<Look>>;
  context: TenantContext;
}

/** Everything that waits for the contact center to know the contact. */
export async function ContactTrail({ contactId, look, context }: ContactTrailProps) {
  const { tenantId, slug } = context;
  const opened = await look;
  if (!opened.ok) return <NoTrail problem={opened.problem} slug={slug} id={contactId} />;
  const { reader, sight, clear, sources } = opened.value;
  const record = sources.find(({ isRecord }) => isRecord);
  const flowLog = sources.find(({ source }) => source === "flow-log");
  return (
    <>
      <div className="-mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-1">
        {record ? (
          <Suspense fallback={<span className="skeleton h-4 w-72" aria-hidden="true" />}>
            <ContactFacts record={record.screen} />
          </Suspense>
        ) : null}
        <FollowLive phase={reader.phase} isPaused={isClear(sight)} />
        <SightLine sight={sight} clear={clear} />
      </div>
      <p role="status" className="sr-only" data-testid="said-verdict">
        <Suspense fallback={null}>
          <SaidVerdict look={opened.value} />
        </Suspense>
      </p>
      <Suspense fallback={null}>
        <TrailFindings context={context} look={opened.value} />
      </Suspense>
      <TrailView
        trailsUrl={`/${slug}/contacts`}
        eventsUrl={`/api/${slug}/contacts/${reader.contactId}/events${isClear(sight) ? "?unmask=1" : ""}`}
        expectedHops={opened.value.expectedHops}
        sources={sources.map(({ source, title, screen }) => ({ source, title, report: screen }))}
        aside={
          flowLog ? (
            <Suspense
              fallback={
                <Panel>
                  <PanelHeader title="Path through the flow" />
                  <p className="px-3.5 py-3 text-ink-faint">Waiting for the flow log…</p>
                </Panel>
              }
            >
              <PathThroughFlow
                tenantId={tenantId}
                slug={slug}
                connectionId={reader.connectionId}
                sight={sight}
                flowLog={flowLog.report}
              />
            </Suspense>
          ) : null
        }
        notes={
          <Suspense fallback={null}>
            <ContactNotes context={context} contactId={reader.contactId} sight={sight} />
          </Suspense>
        }
      />
    </>
  );
}
