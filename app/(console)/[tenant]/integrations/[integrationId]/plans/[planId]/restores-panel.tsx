import Link from "next/link";
import { SettingDifferences } from "@/components/plan/setting-differences";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import { compareSettings } from "@/lib/blueprints/describe-settings";
import type { Restores, StoredPlan } from "@/lib/deployments/make-plan";
import type { SettingsGroup } from "@/lib/forms/settings-field";

interface RestoresPanelProps {
  plan: StoredPlan;
  restores: Restores;
  groups: readonly SettingsGroup[];
  /** The screen of the deployment that it goes back to. */
  runHref: string;
}

/** Which settings a plan that goes back puts in the place of the saved ones, and which it can't. */
export function RestoresPanel({ plan, restores, groups, runHref }: RestoresPanelProps) {
  const { settings = {}, names } = plan;
  const differences = compareSettings(groups, { ...restores.saved }, settings, names);
  const labelOf = (path: string) =>
    groups.flatMap(({ fields }) => fields).find((field) => isUnder(path, field.path))?.label ?? path;
  return (
    <Panel>
      <PanelHeader
        title="Settings to restore"
        aside={<Pill>{differences.length === 1 ? "1 setting" : `${differences.length} settings`}</Pill>}
        actions={
          <Link href={runHref} className="text-accent underline underline-offset-2">
            Deployment
          </Link>
        }
      />
      {differences.length > 0 ? (
        <SettingDifferences differences={differences} />
      ) : (
        <p className="px-3.5 py-2 text-ink-soft">The saved settings are the same as that deployment's.</p>
      )}
      {restores.unfit.length > 0 ? (
        <section className="border-t border-line px-3.5 py-2" data-testid="not-restored">
          <h3 className="font-medium">Not restored: this version of Patchbay doesn't accept them</h3>
          <ul className="mt-0.5 text-ink-soft">
            {restores.unfit.map(({ path, why }) => (
              <li key={path}>
                {labelOf(path)}: {why} The saved value stays.
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="border-t border-line px-3.5 py-2 text-ink-soft">
        Approving also saves these settings. Secrets aren't part of them: the current tokens stay.
      </p>
    </Panel>
  );
}

function isUnder(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}
