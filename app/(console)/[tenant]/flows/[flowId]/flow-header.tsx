import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { ReadProblem } from "@/components/ui/read-problem";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { TabLink } from "@/components/ui/tab-link";
import { Time } from "@/components/ui/time";
import type { TenantContext } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { FlowStatePill } from "../flow-state-pill";
import type { LoadedFlow } from "./load-flow";

interface FlowHeaderProps {
  context: TenantContext;
  loaded: LoadedFlow;
}

/** Name, state and the screens of one flow. */
export function FlowHeader({ context: { slug, role }, loaded }: FlowHeaderProps) {
  const { account, shown, hasOtherDraft, draftProblem } = loaded;
  const { id, name, typeTitle, integrationId, description, changedAt, stage } = shown;
  // A draft stays the draft on the flow's other screens.
  const ofStage = { stage: stage === "draft" ? stage : undefined };
  const file = new URLSearchParams({ account: account.connectionId, stage });
  return (
    <>
      <ScreenHeader
        title={name}
        back={{ href: account.address(""), label: "Flows" }}
        pills={
          <>
            <FlowStatePill flow={shown} />
            <span className="text-xs text-ink-soft">{typeTitle}</span>
            {integrationId ? (
              <Link href={`/${slug}/integrations/${integrationId}`} className="hover:underline">
                <Pill state="accent">managed</Pill>
              </Link>
            ) : (
              <Pill>not managed</Pill>
            )}
          </>
        }
        actions={
          <>
            <LinkButton href={account.address(`/${id}/compare`, ofStage)}>Compare</LinkButton>
            <a href={`/api/${slug}/flows/${id}/export?${file}`} download className={buttonClasses()}>
              Export
            </a>
            {integrationId === undefined && can(role, "integration:deploy") ? (
              <LinkButton href={account.address("/import", { flow: id })}>Replace content</LinkButton>
            ) : null}
          </>
        }
      >
        {description}
        {changedAt ? (
          <span className="text-xs text-ink-faint">
            {description ? " · " : ""}last changed <Time at={changedAt} />
          </span>
        ) : null}
      </ScreenHeader>
      <nav aria-label="Flow" className="scroll-shade flex gap-1 border-b border-line">
        <TabLink href={account.address(`/${id}`, ofStage)} isExact>
          Graph
        </TabLink>
        <TabLink href={account.address(`/${id}/versions`, ofStage)}>Versions</TabLink>
        <TabLink href={account.address(`/${id}/text`, ofStage)}>Text</TabLink>
      </nav>
      {hasOtherDraft ? <OtherDraft loaded={loaded} /> : null}
      {draftProblem ? <ReadProblem problem={draftProblem} /> : null}
    </>
  );
}

function OtherDraft({ loaded: { account, shown } }: { loaded: LoadedFlow }) {
  const isDraft = shown.stage === "draft";
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-panel border border-attention bg-attention-wash px-3.5 py-2">
      <span>
        {isDraft
          ? "This is the saved draft. Calls don't run it."
          : "This is the live version. A newer saved draft is different."}
      </span>
      <Link
        href={account.address(`/${shown.id}`, { stage: isDraft ? undefined : "draft" })}
        className="text-accent underline underline-offset-2"
      >
        {isDraft ? "Show live version" : "Show draft"}
      </Link>
      <Link
        href={account.address(`/${shown.id}/compare`, { before: "live", after: "draft" })}
        className="text-accent underline underline-offset-2"
      >
        Compare
      </Link>
    </p>
  );
}
