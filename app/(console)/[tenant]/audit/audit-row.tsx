import Link from "next/link";
import { Fragment } from "react";
import { Time } from "@/components/ui/time";
import type { AuditEntry } from "@/lib/access/audit/list-audit";
import type { AuditNames, TargetName } from "@/lib/access/audit/name-targets";
import { isUuid } from "@/lib/kernel/ids";
import { shortId } from "@/lib/kernel/short-id";
import { sayAction } from "./action-words";

interface AuditRowProps {
  slug: string;
  entry: AuditEntry;
  target: TargetName | undefined;
  mentioned: AuditNames["mentioned"];
}

export function AuditRow({ slug, entry, target, mentioned }: AuditRowProps) {
  const { at, actorName, action, address, detail } = entry;
  const label = target?.label ?? entry.target;
  // What the redactor hid says nothing, nor does what is empty, and the name stands above already.
  const facts = factsOf(detail).filter(
    ([, value]) => value !== "[hidden]" && value !== "" && value !== label,
  );
  return (
    <tr className="align-top hover:bg-hover max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:py-1.5">
      <td className="py-1.5 pr-3 pl-3.5 text-xs whitespace-nowrap text-ink-soft max-md:basis-full max-md:pb-0">
        <Time at={at.toISOString()} />
      </td>
      <td className="px-3 py-1.5 max-md:py-0 max-md:pl-3.5 md:min-w-32">{actorName}</td>
      <td className="px-3 py-1.5 max-md:p-0 md:min-w-44">
        <Link
          href={`/${slug}/audit?action=${encodeURIComponent(action)}`}
          prefetch={false}
          title={`Show only: ${action}`}
          className="inline-block min-h-6 py-0.5 font-medium hover:underline"
        >
          {sayAction(action)}
        </Link>
      </td>
      <td className="min-w-0 px-3 py-1.5 wrap-anywhere max-md:basis-full max-md:py-0 max-md:pl-3.5">
        {target?.path ? (
          <Link
            href={`/${slug}/${target.path}`}
            prefetch={false}
            className="inline-block min-h-6 py-0.5 text-accent underline underline-offset-2"
          >
            <TargetLabel label={label} />
          </Link>
        ) : (
          <TargetLabel label={label} />
        )}
        {facts.length > 0 ? (
          <span className="block text-xs text-ink-soft">
            {facts.map(([name, value], index) => (
              <Fragment key={name}>
                {index > 0 ? " · " : null}
                {name}:{" "}
                {isUuid(value) ? <Mentioned slug={slug} id={value} name={mentioned.get(value)} /> : value}
              </Fragment>
            ))}
          </span>
        ) : null}
      </td>
      <td className="py-1.5 pr-3.5 pl-3 text-right font-mono text-xs text-ink-faint max-md:hidden">
        {address ?? "Patchbay"}
      </td>
    </tr>
  );
}

/** Something that an event's detail has by its ID. */
function Mentioned({ slug, id, name }: { slug: string; id: string; name: TargetName | undefined }) {
  if (!name?.path) return <span title={id}>{name?.label ?? shortId(id)}</span>;
  return (
    <Link href={`/${slug}/${name.path}`} prefetch={false} title={id} className="underline underline-offset-2">
      {name.label}
    </Link>
  );
}

/** Ids and addresses are compared letter by letter; names are read. */
function TargetLabel({ label }: { label: string }) {
  return /^[\w.:+/-]{20,}$/.test(label) ? (
    <span className="font-mono text-xs break-all">{label}</span>
  ) : (
    label
  );
}

/** The detail passed the redactor when it was written; here it only becomes readable. */
function factsOf(detail: unknown): [string, string][] {
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) return [];
  const given: { changes?: unknown } = detail;
  const { changes, ...rest } = given;
  const plain = Object.entries(rest).map(([name, value]): [string, string] => [
    name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
    typeof value === "object" && value !== null
      ? JSON.stringify(value)
      : value === true
        ? "yes"
        : value === false
          ? "no"
          : String(value),
  ]);
  return [...plain, ...(Array.isArray(changes) ? changes.map(sayChange) : [])];
}

/** Of a setting (lib/access/audit/list-changes.ts). */
function sayChange(change: unknown): [string, string] {
  const { setting, from, to } = Object(change);
  return [String(setting), from === undefined ? String(to) : `${from} → ${to ?? "none"}`];
}
