import { FlowCompare } from "@/components/flow/flow-compare";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatTime } from "@/components/ui/format-time";
import { Panel } from "@/components/ui/panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { withTenant } from "@/lib/access/tenant/scope";
import { type FlowVersion, listFlowVersions, loadFlowVersion } from "@/lib/flow-library/list-versions";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { defineFlowScreen } from "../define-flow-screen";
import type { LoadedFlow } from "../load-flow";

export const metadata = { title: "Compare flow versions" };

export default defineFlowScreen(async ({ context, loaded, search }) => {
  const { tenantId } = context;
  const { stages, hasOtherDraft, shown } = loaded;
  const { versions } = await withTenant(tenantId, (db) => listFlowVersions(db, shown.arn));
  const current = stages.live ? "live" : "draft";
  const older = versions.find(({ contentSha256 }) => contentSha256 !== stages[current]?.contentSha256);
  const after = search.after ?? (hasOtherDraft ? "draft" : current);
  const before = search.before ?? (hasOtherDraft ? "live" : (older?.id ?? current));
  const [old, now] = await Promise.all([textOf(tenantId, loaded, before), textOf(tenantId, loaded, after)]);
  const choices = choicesOf(loaded, await withOlder(tenantId, shown.arn, versions, [before, after]));
  return (
    <>
      <Panel>
        <form method="get" className="flex flex-wrap items-end gap-3 p-3.5">
          {search.account ? <input type="hidden" name="account" value={search.account} /> : null}
          <VersionChoice name="before" label="From" chosen={before} choices={choices} />
          <VersionChoice name="after" label="To" chosen={after} choices={choices} />
          <Button type="submit">Compare</Button>
        </form>
      </Panel>
      {!old.ok ? <ReadProblem problem={old.problem} /> : null}
      {!now.ok ? <ReadProblem problem={now.problem} /> : null}
      {old.ok && now.ok ? <FlowCompare before={old.value} after={now.value} /> : null}
    </>
  );
});

/** The list has the newest ones: a version that is compared is a choice, however old it is. */
async function withOlder(
  tenantId: TenantId,
  flowArn: string,
  listed: readonly FlowVersion[],
  compared: readonly string[],
): Promise<FlowVersion[]> {
  const missing = new Set(compared.filter((id) => !listed.some((each) => each.id === id)));
  return withTenant(tenantId, async (db) => {
    const all = [...listed];
    for (const id of missing) {
      const version = await loadFlowVersion(db, id);
      if (version?.flowArn === flowArn) all.push(version);
    }
    return all;
  });
}

interface Choice {
  value: string;
  label: string;
}

function choicesOf({ stages, hasOtherDraft }: LoadedFlow, versions: readonly FlowVersion[]): Choice[] {
  return [
    ...(stages.live ? [{ value: "live", label: "Live version" }] : []),
    ...(stages.draft && (hasOtherDraft || !stages.live) ? [{ value: "draft", label: "Saved draft" }] : []),
    ...versions.map(({ id, at, savedBy }) => ({
      value: id,
      label: `${formatTime(at.toISOString(), "day-time", "UTC")} UTC, ${savedBy}`,
    })),
  ];
}

interface VersionChoiceProps {
  name: string;
  label: string;
  chosen: string;
  choices: readonly Choice[];
}

function VersionChoice({ name, label, chosen, choices }: VersionChoiceProps) {
  return (
    <div className="min-w-56 flex-1">
      <Field id={name} label={label}>
        <select id={name} name={name} defaultValue={chosen} className="field-box">
          {choices.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}

async function textOf(
  tenantId: TenantId,
  { stages, shown }: LoadedFlow,
  which: string,
): Promise<Result<string>> {
  if (which === "live" || which === "draft") {
    const flow = stages[which];
    return flow ? succeed(flow.text) : fail(noSuchVersion);
  }
  const version = await withTenant(tenantId, (db) => loadFlowVersion(db, which));
  return version?.flowArn === shown.arn ? succeed(version.text) : fail(noSuchVersion);
}

const noSuchVersion = {
  code: "flow-version-not-found",
  sentence: "This version doesn't exist.",
  wayOut: "Choose one from the list.",
};
