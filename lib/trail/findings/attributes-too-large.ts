import { isVendorHop } from "@/lib/hops/hop-order";
import { memberOf } from "@/lib/kernel/plain-json";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { defineFinding, eventsOf, type FoundTrouble, ids, report } from "@/lib/trail/findings/finding-rule";
import { wordsOf } from "@/lib/trail/findings/vendor-words";

/** Of all attributes of a contact together, keys and values in UTF-8. A block that would exceed it sets none of its own. */
const limitBytes = 32 * 1024;
/** What our flows set, in a block of their own, when that has happened: "metadataStatus". */
const statusAttribute = /Status$/;
const notSaved = "not-saved";

/** One run of a Set contact attributes block, as its log lines say it was meant. */
interface Setting {
  event: TrailEvent;
  wanted: Map<string, string>;
}

/** A block that was to set attributes would have exceeded the limit, and set nothing. */
export const attributesTooLarge = defineFinding({
  code: "attributes-too-large",
  name: "Attributes over 32 KB",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const kept = keptAttributes(trail);
  if (kept.size === 0) return [];
  const settings = settingsOf(trail);
  const failed = settings.filter((setting, index) => exceeded(kept, setting, settings, index));
  const isSaid = [...kept].some(([name, value]) => statusAttribute.test(name) && value === notSaved);
  if (failed.length === 0 && !isSaid) return [];
  const { title, handsOver } = wordsOf(trail);
  const names = [
    ...new Set(
      failed.flatMap(({ wanted }) => [...wanted].flatMap(([key, value]) => differs(kept, key, value))),
    ),
  ].sort();
  return [
    {
      severity: "bad",
      facts: {
        reason: failed.length > 0 ? "measured" : "said",
        names,
        usedKb: Math.ceil(sizeOf(kept) / 1024),
      },
      title:
        failed.length > 0
          ? "The contact's attributes would have exceeded 32 KB"
          : "The flow couldn't set contact attributes",
      cause:
        failed.length > 0
          ? `All attributes of a contact share 32 KB. Above that, a Set contact attributes block takes its error branch and sets nothing: ${names.join(", ")} ${names.length > 1 ? "were" : "was"} not set.`
          : `The flow marked them as not saved. All attributes of a contact share 32 KB, of which ${Math.ceil(sizeOf(kept) / 1024)} KB are in use. Above that, a Set contact attributes block sets nothing.`,
      nextStep: `Have ${title} send less data: ${handsOver}. In Amazon Connect, check under Routing › Flows whether other flows set attributes that aren't used.`,
      needs: "elsewhere",
      evidence: [...new Set(ids([...failed.map(({ event }) => event), ...failedBy(trail, failed)]))],
    },
  ];
}

/**
 * Whether the block cannot have set what it was to: it is not there, and would not have fitted. What was there before it
 * is at least what no logged block set, and what an earlier one set and still stands.
 */
function exceeded(
  kept: Map<string, string>,
  { wanted }: Setting,
  settings: Setting[],
  index: number,
): boolean {
  if (![...wanted].some(([key, value]) => differs(kept, key, value).length > 0)) return false;
  const earlier = settings.slice(0, index);
  const before = [...kept].filter(
    ([key, value]) =>
      !wanted.has(key) &&
      (settings.every((setting) => !setting.wanted.has(key)) ||
        earlier.some((setting) => setting.wanted.get(key) === value)),
  );
  return sizeOf(before) + sizeOf(wanted) > limitBytes;
}

/** The key, when the contact does not have the value. An empty value and none are the same. */
function differs(kept: Map<string, string>, key: string, value: string): string[] {
  return (kept.get(key) ?? "") === value ? [] : [key];
}

/** A flow hands an id on to a vendor's function by an attribute: without it the function is refused. */
function failedBy(trail: Trail, failed: Setting[]): TrailEvent[] {
  const first = failed.find(({ wanted }) => [...wanted.keys()].some((key) => /id$/i.test(key)));
  if (!first) return [];
  return trail.events.filter(
    ({ hop, severity, at }) =>
      isVendorHop(hop) && severity === "bad" && Date.parse(at) >= Date.parse(first.event.at),
  );
}

function keptAttributes(trail: Trail): Map<string, string> {
  const told = report(trail, "attributes");
  const rows = told && told.state !== "failed" ? (told.panel?.rows ?? []) : [];
  return new Map(rows.filter(({ madeOf }) => !madeOf).map(({ key, value }) => [key, value]));
}

/** In the order in which the flow log shows them. */
function settingsOf(trail: Trail): Setting[] {
  return eventsOf(trail, "flow-log").flatMap((event) => {
    const wanted = new Map<string, string>();
    for (const line of Array.isArray(event.raw) ? event.raw : [event.raw]) {
      if (memberOf(line, "ContactFlowModuleType") !== "SetAttributes") continue;
      const parameters = memberOf(line, "Parameters");
      const key = memberOf(parameters, "Key");
      const value = memberOf(parameters, "Value");
      if (typeof key === "string" && typeof value === "string") wanted.set(key, value);
    }
    return wanted.size > 0 ? [{ event, wanted }] : [];
  });
}

/** Not Buffer: trails are also put together in a browser. */
const encoder = new TextEncoder();

function sizeOf(attributes: Iterable<[string, string]>): number {
  let bytes = 0;
  for (const [key, value] of attributes) bytes += encoder.encode(key).length + encoder.encode(value).length;
  return bytes;
}
