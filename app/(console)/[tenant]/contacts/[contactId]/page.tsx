import { ArrowUpRight } from "lucide-react";
import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { CopyForTicket } from "@/components/trail/copy-for-ticket";
import { FollowLive } from "@/components/trail/follow-live";
import { TrailView } from "@/components/trail/trail-view";
import { buttonClasses, LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { parseContactId } from "@/lib/contacts/contact-id";
import { recordContactOpening } from "@/lib/contacts/record-opening";
import { withTenant } from "@/lib/tenant/scope";
import { openTrail } from "@/lib/trail/open-trail";
import { PathThroughFlow } from "./path-through-flow";
import { TrailFindings } from "./trail-findings";
import { WholeTrail } from "./whole-trail";

export const metadata = { title: "Trail" };

export default defineScreen<{ tenant: string; contactId: string }>({
  permission: "contact:read",
  render: async ({ tenantId, slug, actor }, { params, search }) => {
    const contactId = parseContactId(decodeURIComponent(params.contactId));
    const opened = contactId.ok ? await openTrail(tenantId, contactId.value) : contactId;
    const back = { href: `/${slug}/contacts`, label: "Contacts" };
    if (!opened.ok) {
      return (
        <>
          <ScreenHeader title="No trail to show" back={back} />
          <ProblemNotice
            problem={opened.problem}
            state="attention"
            action={<LinkButton href={`/${slug}/contacts`}>Search</LinkButton>}
          />
        </>
      );
    }
    const reader = opened.value;
    await withTenant(tenantId, (db) =>
      recordContactOpening(db, { tenantId, actor, contactId: reader.contactId }),
    );
    // Begun here and awaited nowhere: each streams to its own place when it is there.
    const sources = reader.sources.map(({ source, title, read }) => ({ source, title, report: read() }));
    const reports = Promise.all(sources.map(({ report }) => report));
    const flowLog = sources.find(({ source }) => source === "flow-log");
    return (
      <>
        <ScreenHeader
          title={<span className="font-mono text-base break-all">{reader.contactId}</span>}
          back={back}
          actions={
            <>
              <CopyForTicket contactId={reader.contactId} sources={sources} />
              {reader.recordUrl ? (
                <a
                  href={reader.recordUrl}
                  target="_blank"
                  rel="noreferrer"
                  className={buttonClasses()}
                  data-testid="open-in-connect"
                >
                  Open in Connect
                  <ArrowUpRight className="size-3.5" aria-hidden="true" />
                  <span className="sr-only">(opens another tab)</span>
                </a>
              ) : null}
            </>
          }
          pills={
            <>
              <CopyButton value={reader.contactId} label="contact id" />
              {search.live ? (
                <Suspense fallback={null}>
                  <WholeTrail contactId={reader.contactId} reports={reports}>
                    {(trail) => <FollowLive hasEnded={trail.hasEnded} />}
                  </WholeTrail>
                </Suspense>
              ) : null}
            </>
          }
        />
        <Suspense fallback={null}>
          <TrailFindings
            tenantId={tenantId}
            integrations={reader.integrations}
            contactId={reader.contactId}
            reports={reports}
          />
        </Suspense>
        <TrailView
          contactId={reader.contactId}
          sources={sources}
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
                  contactId={reader.contactId}
                  flowLog={flowLog.report}
                />
              </Suspense>
            ) : null
          }
        />
      </>
    );
  },
});
