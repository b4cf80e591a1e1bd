import { Panel, PanelHeader } from "@/components/ui/panel";
import { findBlueprint } from "@/lib/blueprints/registry";
import type { IntegrationView } from "@/lib/integrations/store";
import { rotate } from "../../actions";
import { RotateButton } from "./rotate-button";

/** Secrets that the console made for the vendor's forms: made anew without a gap, since the previous one still counts. */
export function TokenPanel({ slug, integration }: { slug: string; integration: IntegrationView }) {
  const names = Object.keys(findBlueprint(integration.blueprint)?.generatedSecrets ?? {});
  if (names.length === 0) return null;
  return (
    <Panel>
      <PanelHeader title="Token" />
      {names.map((name) => {
        const hasPrevious = integration.secretNames.includes(`${name}Previous`);
        return (
          <div key={name} className="flex flex-wrap items-start gap-3 p-3.5">
            <p className="min-w-0 max-w-[72ch] flex-1 basis-80 text-ink-soft">
              {hasPrevious
                ? "A new token was made; the previous one is still accepted. Deploy, enter the new one at Kore (the guide shows it), and once calls come with it, drop the previous one and deploy again."
                : "Make a new token without a gap: the present one stays accepted until you drop it. Each step counts with the next deployment."}
            </p>
            <RotateButton
              label={hasPrevious ? "Drop the previous token" : "Make a new token"}
              rotate={rotate.bind(null, slug, {
                integrationId: integration.id,
                name,
                step: hasPrevious ? "drop-previous" : "new",
              })}
            />
          </div>
        );
      })}
    </Panel>
  );
}
