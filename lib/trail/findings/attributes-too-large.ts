import type { Trail, TrailEvent } from "@/lib/trail/event";
import { eventsOf, type FindingRule, ids, report } from "@/lib/trail/findings/finding-rule";

/** Of all attributes of a contact together, in UTF-8; Amazon Connect cuts what is over. */
const limitBytes = 32 * 1024;
/** Connect cuts between characters, so that a few bytes may stay free. */
const fullBytes = limitBytes - 4;

/** What a flow kept with the contact did not fit, and was cut without an error. */
export const attributesTooLarge: FindingRule = (trail) => {
  const kept = keptAttributes(trail);
  if (kept.size === 0) return [];
  const usedBytes = [...kept].reduce((sum, [key, value]) => sum + size(key) + size(value), 0);
  const cut = [...lastSet(trail)].filter(([key, { value }]) => {
    const now = kept.get(key);
    if (now === undefined) return usedBytes + size(key) + size(value) > limitBytes;
    return value.length > now.length && value.startsWith(now) && usedBytes >= limitBytes / 2;
  });
  if (cut.length === 0 && usedBytes < fullBytes) return [];
  const names = cut.map(([key]) => key).join(", ");
  return [
    {
      code: "attributes-too-large",
      severity: "bad",
      title: "The contact's attributes do not fit into 32 KB",
      cause: `All attributes of a contact share 32 KB, and Amazon Connect cuts what is over without an error${names ? `: ${names} ${cut.length > 1 ? "are" : "is"} not whole` : ""}.`,
      nextStep:
        "Let the voice agent hand over less: in Kore the body of the Service node, in ASAPP the task's variables. In Amazon Connect see under Routing › Flows which other flows set attributes that nobody reads.",
      evidence: ids([...cut.map(([, { event }]) => event), ...failedBy(trail, cut)]),
    },
  ];
};

/** The flow hands ASAPP's transfer id on by an attribute: cut, it names no transfer, and the function is refused. */
function failedBy(trail: Trail, cut: [string, { event: TrailEvent }][]): TrailEvent[] {
  const first = cut.find(([key]) => /transfer.?id$/i.test(key))?.[1].event;
  if (!first) return [];
  return trail.events.filter(
    ({ hop, severity, at }) =>
      hop === "asapp" && severity === "bad" && Date.parse(at) >= Date.parse(first.at),
  );
}

function keptAttributes(trail: Trail): Map<string, string> {
  const told = report(trail, "attributes");
  const rows = told && told.state !== "failed" ? (told.panel?.rows ?? []) : [];
  return new Map(rows.map(({ label, value }) => [label, value]));
}

/** The last value of each attribute that the flow log shows to be set. */
function lastSet(trail: Trail): Map<string, { value: string; event: TrailEvent }> {
  const set = new Map<string, { value: string; event: TrailEvent }>();
  for (const event of eventsOf(trail, "flow-log")) {
    for (const line of Array.isArray(event.raw) ? event.raw : [event.raw]) {
      if (memberOf(line, "ContactFlowModuleType") !== "SetAttributes") continue;
      const parameters = memberOf(line, "Parameters");
      const key = memberOf(parameters, "Key");
      const value = memberOf(parameters, "Value");
      if (typeof key === "string" && typeof value === "string") set.set(key, { value, event });
    }
  }
  return set;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** Not Buffer: trails are also put together in a browser. */
const encoder = new TextEncoder();

function size(text: string): number {
  return encoder.encode(text).length;
}
