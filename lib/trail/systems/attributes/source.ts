import type { SourcePanel } from "../../event";
import { defineSource, type TrailSubject } from "../../trail-source";
import type { TrailVendors } from "../../trail-vendor";
import { fetchAttributes } from "./fetch-attributes";

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
        panel: attributesPanel(await fetchAttributes(context, subject, signal), context, subject),
      }),
    },
  ],
});

/** Pure: `customData` first, then by name, then what vendors make of them; undefined when there are none. */
function attributesPanel(
  values: Record<string, string>,
  { vendors }: TrailVendors,
  { contactId }: TrailSubject,
): SourcePanel | undefined {
  const rows = Object.entries(values)
    .sort(([one], [other]) => (one === "customData" ? -1 : other === "customData" ? 1 : one < other ? -1 : 1))
    .map(([name, value]) => ({
      key: name,
      label: name,
      value,
      kind: looksLikeJson(value) ? ("json" as const) : ("text" as const),
    }));
  const made = vendors.flatMap((vendor) => vendor.describeAttributes?.(values, contactId) ?? []);
  return rows.length > 0 ? { title: "Contact attributes", rows: [...rows, ...made] } : undefined;
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
