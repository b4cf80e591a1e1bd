import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { GuideValue } from "@/lib/blueprints/blueprint";
import type { ShownBy, TickedGuideStep } from "@/lib/integrations/guide";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { GuideDeed } from "@/lib/vendors/guide-deed";
import { doStep, reveal, tick } from "../../actions";
import { CheckNote } from "./check-note";
import { DeedButton } from "./deed-button";
import { FilledValue } from "./filled-value";
import { RevealSecret } from "./reveal-secret";
import { TickBox } from "./tick-box";
import { ValueBlock } from "./value-block";

const waysHere: Record<NonNullable<TickedGuideStep["here"]>, string> = { watch: "Watch a call" };

interface GuideStepPanelProps {
  slug: string;
  integrationId: IntegrationId;
  number: number;
  step: TickedGuideStep;
  canTick: boolean;
  canReveal: boolean;
  canOpenContacts: boolean;
  /** What Patchbay can do of it, for somebody who may have it done. */
  deed: Pick<GuideDeed, "button" | "question"> | undefined;
  /** What Patchbay can publish there. */
  publication?: ReactNode;
}

export function GuideStepPanel({
  slug,
  integrationId,
  number,
  step,
  canTick,
  canReveal,
  canOpenContacts,
  deed,
  publication,
}: GuideStepPanelProps) {
  const { row, title, minutes, page, shownBy, values } = step;
  const list = (
    <dl className="divide-y divide-line border-t border-line">
      {values.map((value) => (
        <GuideValueRow
          key={value.label}
          value={value}
          reveal={canReveal ? reveal.bind(null, slug) : undefined}
          integrationId={integrationId}
        />
      ))}
    </dl>
  );
  return (
    <li data-row={row} data-shown-by={shownBy?.kind}>
      <Panel>
        <div className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3.5 py-2.5 sm:flex-nowrap">
          {/* What is shown to be done needs nobody's word for it. */}
          {shownBy && !step.tick ? (
            <StateMark state="good" title="Proven" className="mx-[3px] mt-1.5" />
          ) : (
            <TickBox
              isDone={step.tick !== undefined}
              label={`Done: ${title}`}
              disabled={!canTick}
              tick={tick.bind(null, slug)}
              integrationId={integrationId}
              row={row}
            />
          )}
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold">
              {number}. {title}
            </h2>
            <p className="flex flex-wrap gap-x-2.5 text-xs text-ink-soft">
              <span>{step.screen}</span>
              {page ? (
                <a
                  href={page.url}
                  target="_blank"
                  rel="noreferrer"
                  className="text-accent underline underline-offset-2"
                >
                  {page.owner} documentation
                  <span className="sr-only"> for: {title} (opens in a new tab)</span>
                </a>
              ) : null}
            </p>
            {step.note ? <p className="mt-1 max-w-[84ch]">{step.note}</p> : null}
            {step.check ? <CheckNote check={step.check} title={title} /> : null}
            {deed ? (
              <DeedButton
                deed={deed}
                perform={doStep.bind(null, slug)}
                integrationId={integrationId}
                row={row}
              />
            ) : null}
            {publication}
            {step.here && canOpenContacts ? (
              <p className="mt-2">
                <LinkButton href={`/${slug}/integrations/${integrationId}/${step.here}`} size="small">
                  {waysHere[step.here]}
                </LinkButton>
              </p>
            ) : null}
          </div>
          <div className="text-xs text-ink-faint max-sm:basis-full max-sm:pl-7 sm:max-w-[45%] sm:shrink-0 sm:text-right">
            {shownBy || step.tick ? null : <p>about {minutes} min</p>}
            {step.tick ? (
              <p>
                {step.tick.userName}, <Time at={step.tick.at.toISOString()} />
              </p>
            ) : null}
            {shownBy ? <Proof slug={slug} shownBy={shownBy} canOpenContacts={canOpenContacts} /> : null}
          </div>
        </div>
        {values.length === 0 ? null : shownBy ? (
          <details className="border-t border-line">
            <summary className="cursor-pointer px-3.5 py-1.5 text-xs text-ink-soft">
              Values<span className="sr-only"> of: {title}</span>
            </summary>
            {list}
          </details>
        ) : (
          list
        )}
      </Panel>
    </li>
  );
}

interface ProofProps {
  slug: string;
  shownBy: ShownBy;
  canOpenContacts: boolean;
}

function Proof({ slug, shownBy, canOpenContacts }: ProofProps) {
  switch (shownBy.kind) {
    case "call":
      return (
        <p>
          Proven by call{" "}
          {canOpenContacts ? (
            <Link
              href={`/${slug}/contacts/${shownBy.contactId}`}
              prefetch={false}
              className="font-mono text-accent underline underline-offset-2"
            >
              {shownBy.contactId.slice(0, 8)}
            </Link>
          ) : (
            <span className="font-mono">{shownBy.contactId.slice(0, 8)}</span>
          )}
          , <Time at={shownBy.at.toISOString()} />
        </p>
      );
    case "read":
      return <p>Proven by a check</p>;
    case "check":
      return (
        <p>
          {shownBy.detail}{" "}
          <Link
            href={`/${slug}/connections/${shownBy.connectionId}`}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            Checked
          </Link>
          {shownBy.at ? (
            <>
              {" "}
              <Time at={shownBy.at.toISOString()} />
            </>
          ) : null}
        </p>
      );
  }
}

interface GuideValueRowProps {
  value: GuideValue;
  integrationId: IntegrationId;
  reveal: Parameters<typeof RevealSecret>[0]["reveal"] | undefined;
}

function GuideValueRow({
  value: { label, value, secret, fill, language, isInstruction },
  integrationId,
  reveal: show,
}: GuideValueRowProps) {
  const isBlock = language === "javascript" || language === "json" || (value?.includes("\n") ?? false);
  return (
    <div
      className={
        isBlock ? "px-3.5 py-2" : "grid gap-x-4 gap-y-1 px-3.5 py-1.5 sm:grid-cols-[220px_minmax(0,1fr)]"
      }
    >
      <dt className="text-ink-soft">{label}</dt>
      <dd className={isBlock ? "mt-1 flex items-start gap-2" : "flex min-w-0 flex-wrap items-center gap-2"}>
        {secret ? (
          show ? (
            <RevealSecret reveal={show} integrationId={integrationId} name={secret} label={label} />
          ) : (
            <span className="text-ink-faint">An administrator can show it.</span>
          )
        ) : value === undefined ? (
          <span className="text-ink-faint">known after the deployment</span>
        ) : fill ? (
          <FilledValue {...{ value, fill, label, integrationId }} reveal={show} />
        ) : isInstruction ? (
          value
        ) : (
          <>
            <ValueBlock value={value} isBlock={isBlock} />
            <CopyButton value={value} label={label} small={!isBlock} />
          </>
        )}
      </dd>
    </div>
  );
}
