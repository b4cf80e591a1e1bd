import { LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { GuideValue } from "@/lib/blueprints/blueprint";
import type { TickedGuideStep } from "@/lib/integrations/guide";
import { reveal, tick } from "../../actions";
import { RevealSecret } from "./reveal-secret";
import { TickBox } from "./tick-box";

const waysHere: Record<NonNullable<TickedGuideStep["here"]>, string> = { watch: "Watch a call" };

interface GuideStepPanelProps {
  slug: string;
  integrationId: string;
  number: number;
  step: TickedGuideStep;
  canTick: boolean;
  canReveal: boolean;
}

export function GuideStepPanel({
  slug,
  integrationId,
  number,
  step,
  canTick,
  canReveal,
}: GuideStepPanelProps) {
  return (
    <li data-row={step.row}>
      <Panel>
        <div className="flex items-start gap-3 px-3.5 py-2.5">
          <TickBox
            isDone={step.tick !== undefined}
            label={`Done: ${step.title}`}
            disabled={!canTick}
            tick={tick.bind(null, slug)}
            integrationId={integrationId}
            row={step.row}
          />
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold">
              {number}. {step.title}
            </h2>
            <p className="text-xs text-ink-soft">{step.screen}</p>
            {step.note ? <p className="mt-1 max-w-[84ch]">{step.note}</p> : null}
            {step.here ? (
              <p className="mt-2">
                <LinkButton href={`/${slug}/integrations/${integrationId}/${step.here}`} size="small">
                  {waysHere[step.here]}
                </LinkButton>
              </p>
            ) : null}
          </div>
          <p className="shrink-0 text-right text-xs text-ink-faint">
            {step.row}
            {step.tick ? (
              <span className="block">
                {step.tick.userName}, <Time at={step.tick.at.toISOString()} />
              </span>
            ) : null}
          </p>
        </div>
        {step.values.length > 0 ? (
          <dl className="divide-y divide-line border-t border-line">
            {step.values.map((value) => (
              <GuideValueRow
                key={value.label}
                value={value}
                reveal={canReveal ? reveal.bind(null, slug) : undefined}
                integrationId={integrationId}
              />
            ))}
          </dl>
        ) : null}
      </Panel>
    </li>
  );
}

interface GuideValueRowProps {
  value: GuideValue;
  integrationId: string;
  reveal: Parameters<typeof RevealSecret>[0]["reveal"] | undefined;
}

function GuideValueRow({
  value: { label, value, secret, language },
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
        ) : (
          <>
            <pre
              className={`min-w-0 font-mono text-xs ${isBlock ? "max-h-96 flex-1 overflow-auto rounded-control border border-line bg-sunk px-2.5 py-2 whitespace-pre" : "whitespace-pre-wrap break-all"}`}
              tabIndex={isBlock ? 0 : undefined}
            >
              {value}
            </pre>
            <CopyButton value={value} label={label} small={!isBlock} />
          </>
        )}
      </dd>
    </div>
  );
}
