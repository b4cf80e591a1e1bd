import { describeClaimedNumber, toClaimedNumber } from "@/lib/forms/claimed-number";
import type { SettingsField, SettingsGroup } from "@/lib/forms/settings-field";
import { isSame, readPath, type Settings } from "@/lib/forms/settings-paths";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { entryOrNone } from "./shared/entry";

/** One setting that differs, in words for a person. A side is absent where the setting has no value. */
export interface SettingDifference {
  path: string;
  label: string;
  before?: string;
  after?: string;
  /** Callers hear or notice it. */
  isNoticed: boolean;
}

/** Names by id: of queues, flows, opening hours. */
export type Names = Readonly<Record<string, string>>;

/** Which of a blueprint's settings differ, in the order of its form. */
export function compareSettings(
  groups: readonly SettingsGroup[],
  before: Settings,
  after: Settings,
  names: Names,
): SettingDifference[] {
  return groups
    .flatMap(({ fields }) => fields)
    .flatMap((field) => {
      const [old, now] = [readPath(before, field.path), readPath(after, field.path)];
      if (isSame(old, now)) return [];
      const [oldWords, nowWords] = [describe(field, old, names), describe(field, now, names)];
      return [
        {
          path: field.path,
          label: field.label,
          ...(oldWords === undefined ? {} : { before: oldWords }),
          ...(nowWords === undefined ? {} : { after: nowWords }),
          isNoticed: field.isNoticed === true,
        },
      ];
    });
}

function describe({ input }: SettingsField, value: unknown, names: Names): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  switch (input.kind) {
    case "switch":
      return value === true ? "on" : "off";
    case "number":
      return `${String(value)} ${input.unit}`;
    case "choice":
      return input.options.find((option) => option.value === value)?.label ?? String(value);
    case "choices":
      return listOf(value)
        .map((each) => input.options.find((option) => option.value === each)?.label ?? String(each))
        .join(", ");
    case "queue":
    case "hours-of-operation":
    case "flow":
      return nameIds(String(value), names);
    case "security-profiles":
      return listOf(value)
        .map((id) => nameIds(String(id), names))
        .join(", ");
    case "entry":
      return describeEntry(value);
    case "claimed-number": {
      const claimed = toClaimedNumber(value);
      return claimed === undefined ? "a number" : describeClaimedNumber(claimed);
    }
    case "rows":
      return listOf(value)
        .map((row) => input.columns.map(({ name }) => describeCell(row, name, names)).join(" · "))
        .join("; ");
    case "lines":
      return listOf(value).join(", ");
    default:
      return String(value);
  }
}

function describeEntry(value: unknown): string {
  const { data } = entryOrNone.safeParse(value);
  if (data === undefined) return "numbers";
  if (data.kind === "own-flow") return "through your own flow";
  const { testNumbers, liveNumbers, promoted } = data;
  if (testNumbers.length + liveNumbers.length === 0) return "none of the instance's numbers";
  return [
    ...(testNumbers.length === 0 ? [] : [`test: ${testNumbers.join(", ")}`]),
    ...(liveNumbers.length === 0
      ? []
      : [`live${promoted ? "" : ", not promoted"}: ${liveNumbers.join(", ")}`]),
  ].join("; ");
}

function describeCell(row: unknown, column: string, names: Names): string {
  const cell = isPlainObject(row) ? row[column] : undefined;
  return cell === undefined ? "" : nameIds(String(cell), names);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const idInConnect = new RegExp(
  `(?:arn:[\\w-]+:connect:[\\w-]*:\\d*:instance/${uuid}/)?(?:(?:queue|operating-hours|contact-flow)/)?(${uuid})`,
  "gi",
);

/** Ids and ARNs of a Connect instance's things in a text. */
export function idsIn(text: string): string[] {
  return [...text.matchAll(idInConnect)].map((match) => match[1] ?? "");
}

/** The text with names in the places of the ids and ARNs that have one. */
export function nameIds(text: string, names: Names): string {
  return text.replaceAll(idInConnect, (whole, id: string) => names[id] ?? whole);
}
