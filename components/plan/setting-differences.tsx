import type { SettingDifference } from "@/lib/blueprints/describe-settings";

/** Settings before and after, one under the other: texts are read in full. */
export function SettingDifferences({ differences }: { differences: readonly SettingDifference[] }) {
  return (
    <dl className="divide-y divide-line">
      {differences.map(({ path, label, before, after }) => (
        <div
          key={path}
          className="grid gap-x-4 gap-y-0.5 px-3.5 py-1.5 sm:grid-cols-[180px_minmax(0,1fr)]"
          data-setting={path}
        >
          <dt className="text-ink-soft">{label}</dt>
          <dd className="min-w-0 break-words whitespace-pre-line">
            <del className="text-bad-ink no-underline">
              <span className="sr-only">from </span>
              {before ?? "not set"}
            </del>
            <span aria-hidden="true"> → </span>
            <ins className="text-good-ink no-underline">
              <span className="sr-only"> to </span>
              {after ?? "not set"}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
