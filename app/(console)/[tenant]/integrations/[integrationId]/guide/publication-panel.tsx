import Link from "next/link";
import { CheckButton } from "@/components/ui/check-button";
import { Pill, type State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { PublicationEnd } from "@/lib/integrations/publication/publication-status";
import type { EndView, PlanView, PublicationView } from "@/lib/integrations/publication/publication-view";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { SeenPublicationState } from "@/lib/vendors/guide-publication";
import { approvePublishing, lookAtPublishing, planPublishing } from "../../actions";
import { checkWords } from "./check-note";
import { PublishForm } from "./publish-form";
import { ReadStateButton } from "./read-state-button";
import { ReadWhileUnderWay } from "./read-while-under-way";

const ends: Record<PublicationEnd, { state: State; label: string }> = {
  published: { state: "good", label: "Published" },
  "awaiting-approval": { state: "attention", label: "Awaiting approval" },
  failed: { state: "bad", label: "Failed" },
  refused: { state: "bad", label: "Not published" },
  changed: { state: "attention", label: "Changed since the plan" },
  busy: { state: "attention", label: "Another one in progress" },
  unread: { state: "attention", label: "Not published" },
  unknown: { state: "unknown", label: "Not known" },
};

const lastStates: Record<SeenPublicationState, string> = {
  published: "succeeded",
  "awaiting-approval": "awaits an approval",
  failed: "failed",
  "in-progress": "in progress, or awaits an approval",
  none: "none so far",
  unknown: "not known",
};

interface PublicationPanelProps {
  slug: string;
  integrationId: IntegrationId;
  row: string;
  view: PublicationView;
  /** Titles of the guide's steps, by row. */
  titles: Readonly<Record<string, string>>;
  /** Where what is missing is added, for somebody who may. */
  connectionHref: string | undefined;
  canPlan: boolean;
  canPublish: boolean;
}

/** Publishing at a step of the guide: what is missing for it, the plan, the approval, and what came of the last one. */
export function PublicationPanel(props: PublicationPanelProps) {
  const { slug, integrationId, row, view, titles, connectionHref, canPlan, canPublish } = props;
  const { missing, plan, underWay, ended, words } = view;
  return (
    <div
      className="mt-2 flex flex-col items-start gap-2"
      id={panelId(row)}
      tabIndex={-1}
      data-publication={row}
    >
      {missing ? (
        <p className="max-w-[84ch] text-ink-soft" data-missing={missing.code}>
          {missing.sentence} {missing.wayOut}
          {connectionHref ? (
            <>
              {" "}
              <Link
                href={connectionHref}
                prefetch={false}
                className="text-accent underline underline-offset-2"
              >
                Edit the connection
              </Link>
            </>
          ) : null}
        </p>
      ) : null}
      {/* Always there, so that what comes of a publication is announced. */}
      <div role="status" className="flex flex-col gap-2 empty:-mb-2">
        {ended && !underWay ? <End end={ended} /> : null}
        {underWay ? (
          <p data-under-way>
            <Pill state="accent">Publishing…</Pill> Started by {underWay.approvedBy},{" "}
            <Time at={underWay.approvedAt} />. It goes on without this page.
            <ReadWhileUnderWay />
          </p>
        ) : null}
      </div>
      {ended?.mayLookAgain && canPlan && !underWay ? (
        <ReadStateButton
          key={ended.id}
          look={lookAtPublishing.bind(null, slug, { publicationId: ended.id })}
          vendor={words.vendor}
        />
      ) : null}
      {!missing && !underWay && canPlan ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <CheckButton
            label={plan ? "Plan again" : words.planButton}
            check={planPublishing.bind(null, slug, { integrationId, row })}
            waitsFor={words.vendor}
          />
          {plan ? null : (
            <p className="text-ink-soft">
              Shows what would be published, before anyone approves it. It changes nothing.
            </p>
          )}
        </div>
      ) : null}
      {plan && !missing && !underWay ? (
        <section
          aria-label="Plan of the publication"
          className="w-full max-w-[84ch] rounded-control border border-line"
          data-plan={plan.id}
        >
          <p className="border-b border-line px-3.5 py-2 font-medium">{words.warning}</p>
          {/* One above the other on a narrow screen: a reason why something isn't known takes sentences. */}
          <dl className="divide-y divide-line">
            {factsOf(plan, titles).map(({ label, value }) => (
              <div
                key={label}
                className="grid gap-x-4 gap-y-0.5 px-3.5 py-1.5 sm:grid-cols-[220px_minmax(0,1fr)]"
              >
                <dt className="text-ink-soft">{label}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
          <div className="flex flex-col gap-2 border-t border-line px-3.5 py-2.5">
            {plan.comparesAll || plan.blocked ? null : (
              <p data-compares="guide-steps">
                {words.vendor}'s change log couldn't be read completely, so Patchbay may not notice a change
                after this plan. Before it publishes, it compares only this guide's checked steps. Anyone's
                other change is published too.
              </p>
            )}
            {plan.blocked ? (
              <p data-blocked={plan.blocked.code}>
                {plan.blocked.sentence} {plan.blocked.wayOut}
              </p>
            ) : canPublish ? (
              <PublishForm
                id={row}
                focusAfter={panelId(row)}
                button={words.publishButton}
                planId={plan.id}
                typedName={plan.typedName}
                approve={approvePublishing.bind(null, slug)}
              />
            ) : (
              <p className="text-ink-soft">An administrator can approve this plan.</p>
            )}
          </div>
        </section>
      ) : null}
    </div>
  );
}

function panelId(row: string): string {
  return `publication-${row}`;
}

function End({ end }: { end: EndView }) {
  const { state, label } = ends[end.status];
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1" data-end={end.status}>
      <Pill state={state}>{label}</Pill>
      <p className="min-w-0 max-w-[84ch] flex-1 basis-60 break-words">
        {end.sentence} {end.wayOut}{" "}
        <span className="text-xs text-ink-faint">
          Started by {end.approvedBy}
          {end.comment ? ` (“${end.comment}”)` : ""}, {end.mayLookAgain ? "as of" : "ended"}{" "}
          <Time at={end.endedAt} />
        </span>
      </p>
    </div>
  );
}

function factsOf(plan: PlanView, titles: PublicationPanelProps["titles"]) {
  const { rows, changes, last } = plan;
  const steps = rows.filter(({ row }) => titles[row] !== undefined);
  return [
    {
      label: "Steps of this guide",
      value:
        steps.length === 0 ? (
          "everything checked is published as given"
        ) : (
          <ul className="flex flex-col gap-0.5">
            {steps.map(({ row, code }) => (
              <li key={row}>
                {titles[row]} <Pill state={checkWords[code].state}>{checkWords[code].label}</Pill>
              </li>
            ))}
          </ul>
        ),
    },
    { label: "Everyone's changes since the last publication", value: <Changes changes={changes} /> },
    {
      label: "Last publication by API",
      value: (
        <>
          {lastStates[last.state]}
          {last.requestedAt ? (
            <>
              , <Time at={last.requestedAt} />
            </>
          ) : null}
        </>
      ),
    },
    {
      label: "Planned by",
      value: (
        <>
          {plan.plannedBy}, <Time at={plan.plannedAt} />
        </>
      ),
    },
  ];
}

function Changes({ changes }: Pick<PlanView, "changes">) {
  if ("unread" in changes)
    return (
      <span data-changes="unknown">
        Not known. {changes.unread.sentence} {changes.unread.wayOut}
      </span>
    );
  const { total, isWhole, since, kinds, authors } = changes.known;
  return (
    <div className="flex flex-col gap-0.5" data-changes={total}>
      <p>
        {isWhole ? "" : "At least "}
        {total} {total === 1 ? "change" : "changes"}
        {since ? (
          <>
            {" since "}
            <Time at={since} />
          </>
        ) : (
          " in the last 30 days, with no publication"
        )}
      </p>
      {kinds.length > 0 ? (
        <p>What changed: {kinds.map(({ kind, count }) => `${kind} (${count})`).join(", ")}</p>
      ) : null}
      {authors.length > 0 ? (
        <ul aria-label="By whom" className="flex flex-col gap-0.5">
          {authors.map(({ email, count }) => (
            <li key={email} className="[overflow-wrap:anywhere]">
              {email || "No name"} ({count})
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
