import type { ContactId, TenantId } from "@/lib/kernel/ids";
import type { Problem, Result } from "@/lib/kernel/result";
import type { ContactFilter } from "../search/contact-filter";
import { fetchChunk } from "../search/list-chunk";
import type { ChunkRequest } from "../search/list-context";
import type { ListedContact } from "../search/name-rows";

/** A list that somebody works through by hand; who wants more narrows it, or asks AWS for a report. */
export const maxExported = 1_000;
const maxChunks = 60;
const exportingMs = 120_000;
/** As many as AWS gives at once. */
const perChunk = 100;

export interface ExportRequest {
  tenantId: TenantId;
  filter: ContactFilter;
  from: Date;
  to: Date;
  /** Where the screen's list begins, when it is not its first page. */
  token?: string;
}

export interface ExportedContact {
  contactId: ContactId;
  /** ISO 8601; "" where it is not known. */
  began: string;
  ended: string;
  seconds: number | "";
  channel: string;
  initiation: string;
  queue: string;
  agent: string;
  /** Codes, with blanks between them. */
  findings: string;
}

/** How an export ended: whole, through to its end with something missing, cut by a bound, or by a failure. */
export type ExportEnd =
  | { kind: "whole" }
  | { kind: "gaps"; note: string }
  | { kind: "cut"; at: string }
  | { kind: "failed"; problem: Problem };

/**
 * The rows of a list, part by part as they come, and how it ended. The first part is read before anything is given, so
 * that a search that fails at once is told as such: the Result.
 */
export async function startExport(
  request: ExportRequest,
  signal: AbortSignal,
): Promise<Result<AsyncGenerator<ExportedContact[], ExportEnd>>> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(exportingMs)]);
  const chunkRequest: ChunkRequest = { ...request, limit: perChunk };
  const first = await fetchChunk(chunkRequest, stop);
  if (!first.ok) return first;
  async function* rest(): AsyncGenerator<ExportedContact[], ExportEnd> {
    let chunk = first;
    let left = maxExported;
    const gaps = new Set<string>(request.filter.onlyFindings ? [onlyScanned] : []);
    for (let read = 1; ; read++) {
      if (!chunk.ok) return { kind: "failed", problem: chunk.problem };
      const { contacts, next, reachedAt, gap } = chunk.value;
      if (gap) gaps.add(gap);
      const taken = contacts.slice(0, left);
      yield taken.map(toExported);
      left -= contacts.length;
      // Where the last row that is in the file began, and not how far the search had come.
      if (left < 0) return { kind: "cut", at: taken.at(-1)?.initiatedAt ?? reachedAt };
      if (left === 0 && next) return { kind: "cut", at: reachedAt };
      if (next === undefined) return endOf(gaps);
      if (read >= maxChunks || stop.aborted) return { kind: "cut", at: reachedAt };
      chunk = await fetchChunk({ ...chunkRequest, token: next }, stop);
    }
  }
  return { ok: true, value: rest() };
}

const onlyScanned = "This list contains only contacts that the background scan has checked.";

function endOf(gaps: ReadonlySet<string>): ExportEnd {
  return gaps.size === 0 ? { kind: "whole" } : { kind: "gaps", note: [...gaps].join(" ") };
}

function toExported(contact: ListedContact): ExportedContact {
  const { initiatedAt = "", endedAt = "" } = contact;
  return {
    contactId: contact.contactId,
    began: initiatedAt,
    ended: endedAt,
    seconds: initiatedAt && endedAt ? Math.round((Date.parse(endedAt) - Date.parse(initiatedAt)) / 1000) : "",
    channel: contact.channel ?? "",
    initiation: contact.initiationMethod ?? "",
    queue: contact.queue ?? "",
    agent: contact.agent ?? "",
    findings: contact.findings.map(({ code }) => code).join(" "),
  };
}
