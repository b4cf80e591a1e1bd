import type { PanelRow } from "@/lib/trail/event";
import { hideSecrets } from "@/lib/trail/hide-secrets";
import { formatReading, readCustomData, type ShownName } from "../../agent-ai/custom-data";
import { agentAiAttributes } from "../../agent-ai/names";

const attribute = "customData";
const maxRows = 100;

/**
 * Pure: what the agents' widget makes of a contact's `customData`; nothing for contacts that no flow of Agent AI's had. It
 * is read here, from the whole text, since what is masked may be no JSON any more.
 */
export function describeCustomData(attributes: Readonly<Record<string, string>>): PanelRow[] {
  const text = attributes[attribute];
  if (text === undefined || attributes[agentAiAttributes.status] === undefined) return [];
  const reading = readCustomData(text);
  const outcome: PanelRow = {
    key: "widget.outcome",
    label: `${attribute} in the agents' widget`,
    value: formatReading(reading),
    kind: "sentence",
    madeOf: [],
  };
  if (!reading.loads || reading.isEmpty) return [outcome];
  const shown = hideSecrets(JSON.parse(text));
  const keys = reading.keys.flatMap(({ path, expression }) => keyRow(path.split("."), expression, shown));
  const isCut = reading.hasMoreKeys || keys.length > maxRows;
  return [
    outcome,
    nameRow(reading.name, shown),
    ...keys.slice(0, maxRows),
    ...(isCut
      ? [
          {
            key: "widget.more",
            label: "Further keys",
            value: "Not listed here.",
            kind: "sentence" as const,
            madeOf: [],
          },
        ]
      : []),
  ];
}

function nameRow({ text }: ShownName, shown: unknown): PanelRow {
  const members = text === "user" ? [] : ["fName", "lName"];
  return {
    key: "widget.name",
    label: "What agents see as the name",
    value: text,
    madeOf: members.filter((name) => memberAt(shown, [name]) !== undefined).map((name) => [attribute, name]),
  };
}

/** What has named members itself is told by those. */
function keyRow(path: string[], expression: string, shown: unknown): PanelRow[] {
  const value = memberAt(shown, path);
  // Something around it is a secret's name, and nothing of it is shown.
  if (value === undefined) return [];
  const isJson = typeof value === "object" && value !== null;
  if (isJson && !Array.isArray(value) && Object.keys(value).length > 0) return [];
  return [
    {
      key: "widget.key",
      label: expression,
      value: isJson ? JSON.stringify(value) : String(value),
      ...(isJson && { kind: "json" as const }),
      madeOf: [[attribute, ...path]],
    },
  ];
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}
