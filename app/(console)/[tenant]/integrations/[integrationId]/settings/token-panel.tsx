import { Suspense } from "react";
import { CancelWait } from "@/components/ui/cancel-wait";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { Time } from "@/components/ui/time";
import { WaitNote } from "@/components/ui/wait-note";
import { fetchLiveToken } from "@/lib/integrations/fetch-live-token";
import type { PreviousUse } from "@/lib/integrations/live-token";
import type { IntegrationView } from "@/lib/integrations/store";
import { placeOfToken, type TokenPlace } from "@/lib/integrations/token-place";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { previousNameOf } from "@/lib/secrets/previous-name";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { dropPrevious, rotate } from "../../actions";
import { DropTokenForm } from "./drop-token-form";
import { RotateButton } from "./rotate-button";

interface TokenPanelProps {
  tenantId: TenantId;
  slug: string;
  integration: IntegrationView;
}

/** Secrets that the console made for the vendor's forms: made anew without a gap, since the previous one still counts. */
export function TokenPanel({ tenantId, slug, integration }: TokenPanelProps) {
  const generated = findBlueprint(integration.blueprint)?.generatedSecrets ?? {};
  const { settings } = integration;
  const names = Object.keys(generated).filter((name) => generated[name]?.isUsed?.(settings) ?? true);
  if (names.length === 0) return null;
  const places = names.map((name) => ({ name, ...placeOfToken(integration.blueprint, name) }));
  return (
    <Panel>
      <PanelHeader title={places.map(({ noun }) => capitalized(noun)).join(", ")} />
      {places.map(({ name, ...place }) => (
        <div key={name} className="p-3.5" data-testid={`token-${name}`}>
          {integration.secretNames.includes(previousNameOf(name)) ? (
            <Suspense fallback={<ReadingAccount />}>
              <Rotation
                tenantId={tenantId}
                slug={slug}
                integrationId={integration.id}
                name={name}
                place={place}
              />
            </Suspense>
          ) : (
            <div className="flex flex-wrap items-start gap-3">
              <p className="min-w-0 max-w-[72ch] flex-1 basis-80 text-ink-soft">
                Rotating creates a new {place.noun}. The current one stays accepted until you drop it, so no
                call is interrupted. Each change takes effect{" "}
                {generated[name]?.takenBy === "console" ? "immediately" : "with the next deployment"}.
              </p>
              <RotateButton
                noun={place.noun}
                rotate={rotate.bind(null, slug, { integrationId: integration.id, name })}
              />
            </div>
          )}
        </div>
      ))}
    </Panel>
  );
}

function ReadingAccount() {
  return (
    <div className="flex flex-col gap-1.5 text-ink-soft">
      <p>Reading the account…</p>
      <WaitNote of="AWS" cancel={<CancelWait to="integrations" />} />
    </div>
  );
}

interface RotationProps {
  tenantId: TenantId;
  slug: string;
  integrationId: IntegrationId;
  name: string;
  place: TokenPlace;
}

/** A new token was made: says from the account how far it has come, and what to do next. */
async function Rotation({ tenantId, slug, integrationId, name, place }: RotationProps) {
  const live = await fetchLiveToken(tenantId, integrationId, name);
  switch (live.kind) {
    case "unknown":
      return <ReadProblem problem={live.problem} />;
    case "not-deployed":
    case "not-live":
      return (
        <p className="max-w-[72ch]">
          <strong className="font-semibold">The new {place.noun} isn’t deployed yet.</strong>{" "}
          <span className="text-ink-soft">
            The account accepts only the previous one. Plan changes and deploy: after that, the guide shows
            the new {place.noun} to enter at {place.vendor}.
          </span>
        </p>
      );
    case "live":
      return (
        <div className="flex flex-col gap-3">
          <p className="max-w-[72ch]">
            <strong className="font-semibold">
              The new {place.noun} is live, and the previous one is still accepted.
            </strong>{" "}
            <span className="text-ink-soft">
              Enter the new {place.noun} at {place.vendor} (the guide shows it).{" "}
              <PreviousUseText use={live.previousUse} place={place} />
            </span>
          </p>
          <DropTokenForm
            drop={dropPrevious.bind(null, slug)}
            integrationId={integrationId}
            name={name}
            place={place}
          />
        </div>
      );
  }
}

function PreviousUseText({ use, place }: { use: PreviousUse | undefined; place: TokenPlace }) {
  const { vendor, noun } = place;
  switch (use?.kind) {
    case undefined:
      return null;
    case "seen":
      return (
        <>
          The previous {noun} was last used <Time at={use.at.toISOString()} />.
        </>
      );
    case "not-seen":
      return (
        <>
          The previous {noun} hasn't been used since <Time at={use.since.toISOString()} />; the new one has.
        </>
      );
    case "no-posts":
      return (
        <>
          There were no requests since <Time at={use.since.toISOString()} />, so it’s unknown which {noun}{" "}
          {vendor} sends.
        </>
      );
    case "unknown":
      return (
        <>
          It's unknown when the previous {noun} was last used. {use.problem.sentence}
        </>
      );
  }
}

const capitalized = (noun: string) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
