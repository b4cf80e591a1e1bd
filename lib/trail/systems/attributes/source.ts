import type { SourcePanel } from "../../event";
import { defineSource } from "../../trail-source";
import { readAttributes } from "./read-attributes";

const name = "attributes";

/** The contact's attributes: what flows kept with it, `customData` above all. They carry no times. */
export const attributes = defineSource({
  name,
  iamActions: ["connect:GetContactAttributes"],
  open: (context, subject) => [
    {
      source: name,
      title: "Contact attributes",
      read: async (signal) => ({
        events: [],
        panel: attributesPanel(await readAttributes(context, subject, signal)),
      }),
    },
  ],
});

/** Pure: `customData` first, then by name; undefined when there are none. */
function attributesPanel(values: Record<string, string>): SourcePanel | undefined {
  const rows = Object.entries(values)
    .sort(([one], [other]) => (one === "customData" ? -1 : other === "customData" ? 1 : one < other ? -1 : 1))
    .map(([name, value]) => ({
      key: name,
      label: name,
      value,
      kind: looksLikeJson(value) ? ("json" as const) : ("text" as const),
    }));
  return rows.length > 0 ? { title: "Contact attributes", rows } : undefined;
}

function looksLikeJson(value: string): boolean {
  if (!/^\s*[{[]/.test(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
