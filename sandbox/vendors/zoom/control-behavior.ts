import { memberOf } from "../shared/read-request";
import { allScopes } from "./scopes";
import type { Behavior, ZoomAccount, ZoomApp } from "./zoom-account";

const flags = ["creatorIsAdmin", "licensed", "rates"] as const;
const maxAheadSeconds = 400 * 86_400;

export interface ReadBehavior {
  behavior: Behavior;
  app: Partial<Pick<ZoomApp, "active" | "scopes">>;
}

/**
 * {plan?, scopeKind?, creatorIsAdmin?, licensed?, rates?, heavyToday?, aheadSeconds?, active?, scopes? or withoutScopes?}, or
 * what is wrong with it. Another kind of scopes ticks all of that kind.
 */
export function readBehavior(body: unknown, { behavior, apps }: ZoomAccount): ReadBehavior | string {
  const read: Behavior = { ...behavior };
  const app: ReadBehavior["app"] = {};
  for (const name of flags) {
    const value = memberOf(body, name) ?? read[name];
    if (typeof value !== "boolean") return `${name} must be true or false.`;
    read[name] = value;
  }
  const plan = memberOf(body, "plan") ?? read.plan;
  if (plan !== "pro" && plan !== "business") return "plan must be pro or business.";
  const kind = memberOf(body, "scopeKind") ?? read.scopeKind;
  if (kind !== "granular" && kind !== "classic") return "scopeKind must be granular or classic.";
  const heavy = memberOf(body, "heavyToday") ?? read.heavyToday;
  if (typeof heavy !== "number" || !(heavy >= 0)) return "heavyToday must be a number.";
  const ahead = memberOf(body, "aheadSeconds") ?? read.aheadSeconds;
  if (typeof ahead !== "number" || !(Math.abs(ahead) <= maxAheadSeconds))
    return `aheadSeconds must be a number up to ${maxAheadSeconds}.`;
  const active = memberOf(body, "active");
  if (active !== undefined && typeof active !== "boolean") return "active must be true or false.";
  if (active !== undefined) app.active = active;
  const [scopes, without] = [memberOf(body, "scopes"), memberOf(body, "withoutScopes")];
  if (!isTextList(scopes) || !isTextList(without)) return "scopes and withoutScopes must be lists of text.";
  const ticked = kind === behavior.scopeKind ? apps[0]?.scopes : undefined;
  const before = scopes ?? ticked ?? allScopes(kind);
  app.scopes = before.filter((one) => !without?.includes(one));
  return { behavior: { ...read, plan, scopeKind: kind, heavyToday: heavy, aheadSeconds: ahead }, app };
}

function isTextList(value: unknown): value is string[] | undefined {
  return value === undefined || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}
