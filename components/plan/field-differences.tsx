import { type Names, nameIds } from "@/lib/blueprints/describe-settings";
import type { FieldDifference } from "@/lib/kernel/field-difference";

interface FieldDifferencesProps {
  differences: readonly FieldDifference[];
  /** Shown in the place of ids. */
  names?: Names;
}

/** Field by field, before and after. A secret is only ever "changed". */
export function FieldDifferences({ differences, names = {} }: FieldDifferencesProps) {
  return (
    <dl className="overflow-x-auto rounded-control border border-line bg-sunk px-2.5 py-1.5 font-mono text-xs">
      {differences.map((difference) => (
        <div key={difference.path} className="flex flex-wrap gap-x-3">
          <dt className="text-ink-soft">
            <Path path={difference.path} />
          </dt>
          <dd className="min-w-0 break-words">
            {difference.secret ? (
              <span className="font-sans text-ink-soft">secret, changed</span>
            ) : (
              <Change {...difference} names={names} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What is on standby shows first at the next turn of the bypass; the words say so where people read the field. */
function Path({ path }: { path: string }) {
  if (path !== "standby" && !path.startsWith("standby.")) return path;
  return (
    <>
      <span className="font-sans">when the bypass is switched</span>
      {path === "standby" ? null : ` ${path.slice("standby.".length)}`}
    </>
  );
}

function Change({ left, names, ...sides }: FieldDifference & { names: Names }) {
  const [before, after] = [sides.before, sides.after].map((side) => side && nameIds(side, names));
  if (left !== undefined) {
    return (
      <>
        {before}
        <span className="font-sans text-ink-soft"> instead of </span>
        {after}
        <span className="font-sans text-ink-soft">, left unchanged</span>
      </>
    );
  }
  return (
    <>
      {before === undefined ? null : (
        <del className="text-bad-ink no-underline">
          <span className="sr-only">from </span>
          {before}
        </del>
      )}
      {before !== undefined && after !== undefined ? <span aria-hidden="true"> → </span> : null}
      {after === undefined ? (
        <span className="font-sans text-ink-soft"> is removed</span>
      ) : (
        <ins className="text-good-ink no-underline">
          <span className="sr-only">{before === undefined ? "set to " : " to "}</span>
          {after}
        </ins>
      )}
    </>
  );
}
