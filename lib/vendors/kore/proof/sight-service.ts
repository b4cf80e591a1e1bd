import { createHash } from "node:crypto";
import { tokenHeaderName } from "@/lib/blueprints/shared/metadata-resources";
import { isPlainObject, parseJson } from "@/lib/kernel/plain-json";
import { variableTemplate } from "../kore-voice/bot-variables";
import { contactIdQuery, type KoreSide, sessionIdTemplate } from "../kore-voice/kore-side";
import type { Sighting } from "./judge";
import type { FoundService, ParsedExport } from "./parse-export";

/** A node that posts to the metadata API, as it was told apart from the bot's others. */
type Given = Pick<KoreSide, "serviceNode" | "variables">;

interface Comparison {
  /** Lines of what is wrong with it. */
  changed: string[];
  /** What is right, as an earlier guide asked for it. */
  older: string[];
  isUnreadable: boolean;
  remark?: string;
}

/** Pure. The Service node of the guide among the bot's own. Of several the best one counts. */
export function sightService({ services, hasDialogs }: ParsedExport, given: Given): Sighting {
  const ours = services.filter(({ url }) => isMetadataUrl(url, given));
  const [best, ...others] = ours
    .filter(({ isInDialog }) => isInDialog)
    .map((service) => ({ service, compared: compare(service, given) }))
    .sort((one, other) => badness(one.compared) - badness(other.compared));
  if (!best) {
    if (!hasDialogs) return { form: "not-seen" };
    return ours.length > 0
      ? { form: "absent", remark: "A copy is in a node that no dialog uses." }
      : { form: "absent" };
  }
  const { changed, older, isUnreadable } = best.compared;
  const another = others.some(({ compared }) => badness(compared) > badness(best.compared))
    ? "The bot has another node that posts metadata, which isn't as given."
    : undefined;
  const remark = [best.compared.remark, another].filter((each) => each !== undefined).join(" ") || undefined;
  const seen = { sha256: hashService(best.service), ...(remark === undefined ? {} : { remark }) };
  if (isUnreadable) return { ...seen, form: "unreadable" };
  if (changed.length > 0) return { ...seen, form: "changed", difference: [...changed, ...older] };
  return older.length > 0 ? { ...seen, form: "older", difference: older } : { ...seen, form: "given" };
}

/** By the variable, by this tenant's API, or by the resource that every metadata API has. */
function isMetadataUrl(url: string, { variables }: Given): boolean {
  const bare = bareUrl(url);
  const api = variables.url === undefined ? undefined : bareUrl(variables.url);
  return (
    bare.includes(`env.${variables.names.url}}`) ||
    (api !== undefined && bare.startsWith(api)) ||
    /\/kore-metadata(?:[?#]|$)/.test(bare)
  );
}

/** Without scheme and without spaces in templates: how Kore splits a URL that begins with a variable isn't known. */
function bareUrl(url: string): string {
  return url
    .trim()
    .replace(/^(?:https?:\/\/)+/i, "")
    .replace(/\{\{([^{}]*)\}\}/g, (_braces, inner: string) => `{{${inner.trim()}}}`)
    .replace("/?", "?");
}

function compare(service: FoundService, { serviceNode, variables }: Given): Comparison {
  const changed: string[] = [];
  const older: string[] = [];
  const url = bareUrl(service.url);
  if (url === bareUrl(`${variables.url ?? ""}${contactIdQuery}`) && variables.url !== undefined)
    older.push(`The URL itself is in the node. Now it's ${serviceNode.url}`);
  else if (url !== bareUrl(serviceNode.url)) changed.push(`Request URL isn't ${serviceNode.url}`);
  if (service.method !== serviceNode.method) changed.push(`Method isn't ${serviceNode.method}`);
  compareHeaders(service.headers ?? {}, variables, { changed, older });
  const body = compareBody(service.body, serviceNode.body);
  changed.push(...body.changed);
  return {
    changed,
    older,
    isUnreadable: service.headers === undefined,
    ...(body.more > 0
      ? {
          remark: `Its body has ${body.more === 1 ? "1 more member" : `${body.more} more members`} than given here.`,
        }
      : {}),
  };
}

function compareHeaders(
  headers: Readonly<Record<string, string>>,
  { names }: Given["variables"],
  { changed, older }: { changed: string[]; older: string[] },
): void {
  if (!/^application\/json\b/i.test(headers["content-type"]?.trim() ?? ""))
    changed.push("Header Content-Type isn't application/json");
  const token = headers[tokenHeaderName.toLowerCase()]?.trim() ?? "";
  const wanted = variableTemplate(names.token);
  if (token === "") changed.push(`Header ${tokenHeaderName} is missing`);
  else if (token.replace(/\s/g, "") === wanted) return;
  else if (token.includes("{{")) changed.push(`Header ${tokenHeaderName} isn't ${wanted}`);
  else
    older.push(
      `The token itself is in the node, where every developer of the bot can read it. Now it's ${wanted}`,
    );
}

/** A body may have more than what is given: it's the tenant's to add to. */
function compareBody(found: string, given: string): { changed: string[]; more: number } {
  const wanted = parseJson(given);
  const members = isPlainObject(wanted) ? Object.entries(wanted) : [];
  const body = parseJson(found);
  if (!isPlainObject(body)) {
    // A template without quotation marks isn't JSON before it is filled in.
    const missing = members.filter(([name]) => !found.includes(`"${name}"`));
    const isLinked = found.includes(sessionIdTemplate);
    return {
      changed: [
        ...missing.map(([name]) => `Body: ${name} is missing`),
        ...(isLinked ? [] : ["Body: the session ID is missing"]),
      ],
      more: 0,
    };
  }
  return {
    changed: members.flatMap(([name, value]) =>
      !(name in body)
        ? [`Body: ${name} is missing`]
        : textOf(body[name]) === textOf(value)
          ? []
          : [`Body: ${name} isn't ${String(value)}`],
    ),
    more: Object.keys(body).filter((name) => !members.some(([each]) => each === name)).length,
  };
}

/** What is nested has no text: what is given has none of it. */
function textOf(value: unknown): string {
  return typeof value === "object" ? "" : String(value).trim();
}

function badness({ changed, older, isUnreadable }: Comparison): number {
  return changed.length * 10 + older.length + (isUnreadable ? 5 : 0);
}

/** Of everything that matters, but the token: a literal one is a secret. */
function hashService({ url, method, headers = {}, body }: FoundService): string {
  const { [tokenHeaderName.toLowerCase()]: token = "", ...others } = headers;
  const kept = [url, method, Object.entries(others).sort(), token.includes("{{") ? token : "", body];
  return createHash("sha256").update(JSON.stringify(kept)).digest("hex");
}
