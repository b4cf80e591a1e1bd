import { setTimeout as delay } from "node:timers/promises";
import { isPlainObject, parseJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { requestVendor } from "@/lib/net/guard-host";
import { type KoreBot, requestKore } from "../ask-kore";
import { isSimulated, koreBaseUrl } from "../connection-settings";
import { koreScopes } from "../scopes";
import { hasAtMostValues } from "./count-values";
import { type BothExports, notPublished } from "./judge";
import { type ParsedExport, parseExport } from "./parse-export";
import { readArchive } from "./read-archive";

export type ExportType = "latest" | "published";

const requestMs = 8_000;
/** For one export from its start to the last byte. */
const exportMs = 25_000;
const maxArchiveBytes = 24 * 1024 * 1024;
const maxDefinitionBytes = 64 * 1024 * 1024;
/** Several times what a bot of several hundred dialogs has: parsing holds up everyone, and takes a second for that many. */
const maxDefinitionValues = 1_000_000;
const maxEntries = 2_000;
const firstPauseMs = 300;
const maxPauseMs = 3_000;
const definitionName = /(?:^|\/)(?:app|bot)Definition\.json$/i;

const path = (call: string) => `/api/public/bot/{botId}/${call}` as const;

/**
 * Has Kore export one version of the bot, reads it in memory within bounds, and keeps nothing but what parse-export.ts
 * looks for. `settings` aren't asked for, so the bot's variables aren't in it. Kore's status call knows a bot's last
 * export alone: two of them are asked for one after the other.
 */
export async function fetchExport(
  bot: KoreBot,
  exportType: ExportType,
  signal: AbortSignal,
): Promise<Result<ParsedExport>> {
  const until = Date.now() + exportMs;
  const started = await requestKore(
    bot,
    {
      method: "POST",
      path: path("export"),
      body: { exportType, exportOptions: { tasks: ["botTask"] }, allTasks: true },
      scope: koreScopes.botExport,
    },
    { timeoutMs: requestMs, signal },
  );
  if (!started.ok) return fail(ofStart(started.problem, exportType));
  const id = textOf(started.value, "_id");
  const link = await waitForLink(bot, { exportType, id, until }, signal);
  if (!link.ok) return link;
  const archive = await download(bot, link.value, { until, signal });
  return archive.ok ? readDefinition(archive.value, signal) : archive;
}

/** One after the other: Kore's status call knows the last export of a bot alone. */
export async function fetchBoth(bot: KoreBot, signal: AbortSignal): Promise<BothExports> {
  const latest = await fetchExport(bot, "latest", signal);
  // What refuses one refuses the other: the second isn't asked for in vain.
  if (!latest.ok && !isOfOneVersion(latest.problem.code)) return { latest, published: latest };
  return { latest, published: await fetchExport(bot, "published", signal) };
}

function isOfOneVersion(code: string): boolean {
  return [
    "kore-export-failed",
    "kore-export-overtaken",
    "kore-export-slow",
    "kore-export-unreadable",
    "kore-export-too-large",
  ].includes(code);
}

/** A bot that was never published has nothing to export as published. */
function ofStart(problem: Problem, exportType: ExportType): Problem {
  const isNothing = problem.code === "kore-bad-request" || problem.code === "kore-not-found";
  return exportType === "published" && isNothing ? notPublished : problem;
}

async function waitForLink(
  bot: KoreBot,
  { exportType, id, until }: { exportType: ExportType; id: string; until: number },
  signal: AbortSignal,
): Promise<Result<string>> {
  let isOvertaken = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.7, maxPauseMs)) {
    if (Date.now() + pauseMs > until) return fail(isOvertaken ? overtakenExport : slowExport);
    await delay(pauseMs, undefined, { signal });
    const answer = await requestKore(
      bot,
      { method: "GET", path: path("export/status"), body: { exportType }, scope: koreScopes.botExport },
      { timeoutMs: Math.max(1_000, Math.min(requestMs, until - Date.now())), signal },
    );
    if (!answer.ok) {
      if (answer.problem.code === "kore-rate-limited" && Date.now() + maxPauseMs < until) continue;
      return answer;
    }
    const status = textOf(answer.value, "status").toLowerCase();
    // Somebody else's export of the bot, which may have left things out, or an earlier one.
    isOvertaken = id !== "" && textOf(answer.value, "_id") !== "" && textOf(answer.value, "_id") !== id;
    if (isOvertaken || isUnderWay(status)) continue;
    const link = textOf(answer.value, "downloadURL");
    return link !== "" && /^success/.test(status) ? succeed(link) : fail(failedExport);
  }
}

function isUnderWay(status: string): boolean {
  return ["pending", "inprogress", "in_progress", "in-progress", "queued", "started"].includes(status);
}

/** The link carries its own permission: the bot's token goes nowhere but to Kore's API. */
async function download(
  { settings }: KoreBot,
  link: string,
  { until, signal }: { until: number; signal: AbortSignal },
): Promise<Result<Buffer>> {
  const base = koreBaseUrl(settings);
  const url = URL.canParse(link, base) ? new URL(link, base) : undefined;
  const isSandbox = isSimulated(settings) && url?.origin === new URL(base).origin;
  if (url === undefined || url.username !== "" || (url.protocol !== "https:" && !isSandbox))
    return fail(failedExport);
  const answer = await requestVendor({
    vendor: "Kore",
    url: url.href,
    method: "GET",
    headers: {},
    timeoutMs: Math.max(1_000, until - Date.now()),
    maxBytes: maxArchiveBytes,
    encoding: "latin1",
    simulated: isSandbox,
    signal,
  });
  if (!answer.ok) return answer.problem.code === "answer-too-large" ? fail(tooLarge) : answer;
  const { status, text } = answer.value;
  return status === 200 ? succeed(Buffer.from(text, "latin1")) : fail(unloaded(status));
}

/** An archive, or the definition itself. */
async function readDefinition(file: Buffer, signal: AbortSignal): Promise<Result<ParsedExport>> {
  if (file.subarray(0, 2).toString("latin1") !== "PK") return parseDefinition(file, signal);
  const bounds = { maxEntries, maxFileBytes: maxDefinitionBytes };
  const read = await readArchive(file, (name) => definitionName.test(name), bounds, signal);
  if (!read.ok) return fail(read.fault === "broken" ? unreadable : tooLarge);
  const [definition] = read.files.values();
  return definition ? parseDefinition(definition, signal) : fail(unreadable);
}

async function parseDefinition(bytes: Uint8Array, signal: AbortSignal): Promise<Result<ParsedExport>> {
  if (!(await hasAtMostValues(bytes, maxDefinitionValues, signal))) return fail(tooLarge);
  // It takes a byte order mark away.
  const value = parseJson(new TextDecoder().decode(bytes));
  return isPlainObject(value) ? succeed(parseExport(value)) : fail(unreadable);
}

function textOf(value: unknown, name: string): string {
  const text = isPlainObject(value) ? value[name] : undefined;
  return typeof text === "string" ? text : "";
}

const slowExport: Problem = {
  code: "kore-export-slow",
  sentence: `Kore's export of the bot wasn't ready after ${exportMs / 1_000} seconds.`,
  wayOut: "Check again in a few minutes.",
  isPassing: true,
};
const overtakenExport: Problem = {
  code: "kore-export-overtaken",
  sentence: "Someone else exported the bot at the same time, and Kore reports the last export alone.",
  wayOut: "Check again in a minute.",
  isPassing: true,
};
const failedExport: Problem = {
  code: "kore-export-failed",
  sentence: "Kore couldn't export the bot.",
  wayOut: "Export the bot once in Kore (Deploy › Bot Management), and look at what it reports.",
};
function unloaded(status: number): Problem {
  return {
    code: "kore-export-unloaded",
    sentence: `Kore exported the bot, and Patchbay couldn't load the file by Kore's link (${status}).`,
    wayOut: "Check again in a minute. If this continues, compare the bot with this guide yourself.",
  };
}
const tooLarge: Problem = {
  code: "kore-export-too-large",
  sentence: "The bot's export is larger than Patchbay reads.",
  wayOut: "Compare the bot with this guide yourself, and check off the steps.",
};
const unreadable: Problem = {
  code: "kore-export-unreadable",
  sentence: "The bot's export isn't in a form that Patchbay can read.",
  wayOut: "Compare the bot with this guide yourself, and check off the steps.",
};
