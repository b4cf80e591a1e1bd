import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { finished, pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { ProblemError } from "@/lib/kernel/result";

/**
 * A backup is one gzip file of lines of JSON, readable with `zcat`: the header; for each section a line that names it,
 * a row a line (an array of texts as PostgreSQL writes them, null for NULL), and a line with their number and SHA-256;
 * and a last line that says that it is whole.
 */
export const backupVersion = 1;

const header = z.object({
  patchbay: z.literal("backup"),
  version: z.number().int(),
  madeAt: z.string(),
  /** Written as a tag on everything that was made in customers' accounts: a restored console must go on under it. */
  installation: z.string(),
  /** Names, in their order, of the migrations that the database had had. */
  migrations: z.array(z.string()),
  /** For each key that secrets are encrypted with, what tells it from another key of that name: not the key. */
  keys: z.record(z.string(), z.string()),
  /** The database roles that have rights on the tables. The migrations make them; their passwords are settings. */
  roles: z.array(z.string()),
  /** Tables that say who is at work right now: no one is in a restored database. */
  leftOut: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof header>;

const sectionLine = z.object({ section: z.string(), columns: z.array(z.string()) });
const sectionEndLine = z.object({ sectionEnd: z.string(), rows: z.number().int(), sha256: z.string() });
const endLine = z.object({ end: z.literal(true), sections: z.number().int() });

export interface SectionSummary {
  name: string;
  rows: number;
  sha256: string;
}

/** The section of the queue's jobs, and the one of the sequences; all others are tables. */
export const queueSection = "queue";
export const sequencesSection = "sequences";

export function hashRows() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(line: string) {
      rows += 1;
      hash.update(line).update("\n");
    },
    end: (name: string): SectionSummary => ({ name, rows, sha256: hash.digest("hex") }),
  };
}

/** Writes a backup for its owner alone. Rejects when the file is already there. */
export async function openBackupWriter(file: string, head: BackupHeader) {
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(file, { flags: "wx", mode: 0o600, flush: true }));
  // Told by close(), or by whoever waits for room.
  written.catch(() => undefined);
  let sections = 0;
  const write = async (line: string) => {
    if (gzip.write(`${line}\n`)) return;
    await Promise.race([new Promise((resolve) => gzip.once("drain", resolve)), written]);
  };
  await write(JSON.stringify(head));
  return {
    async section(name: string, columns: string[], lines: AsyncIterable<string>): Promise<SectionSummary> {
      sections += 1;
      await write(JSON.stringify({ section: name, columns }));
      const hash = hashRows();
      for await (const line of lines) {
        hash.add(line);
        await write(line);
      }
      const summary = hash.end(name);
      await write(JSON.stringify({ sectionEnd: name, rows: summary.rows, sha256: summary.sha256 }));
      return summary;
    },
    async close() {
      await write(JSON.stringify({ end: true, sections }));
      gzip.end();
      await written;
    },
    async abandon() {
      gzip.destroy();
      await finished(gzip).catch(() => undefined);
    },
  };
}

type BackupPart =
  | { kind: "header"; header: BackupHeader }
  | { kind: "section"; name: string; columns: string[] }
  | { kind: "row"; line: string }
  | { kind: "end-of-section"; summary: SectionSummary };

function damaged(why: string, cause?: unknown): ProblemError {
  return new ProblemError(
    {
      code: "backup-damaged",
      sentence: `The file isn't a complete backup: ${why}. Nothing was restored.`,
      wayOut: "Use another copy of this backup, or an older backup.",
    },
    { cause },
  );
}

async function* readLines(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip();
  const reading = pipeline(createReadStream(file), unzipped);
  reading.catch(() => undefined);
  let rest: Buffer[] = [];
  for await (const chunk of unzipped as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString("utf8");
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  await reading;
  if (rest.length > 0) throw new Error("its last line is incomplete");
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw damaged("a line isn't valid JSON", cause);
  }
}

/** The parts of a backup in their order, each section checked at its end. Throws ProblemError where it isn't whole. */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const lines = readLines(file);
  let inside: { name: string; hash: ReturnType<typeof hashRows> } | undefined;
  let [sections, hasHeader, hasEnded] = [0, false, false];
  for (;;) {
    const next = await lines.next().catch((cause: unknown) => {
      if (Reflect.get(Object(cause), "code") === "ENOENT") throw cause;
      throw damaged(
        hasHeader ? "it ends too early, or part of it was changed" : "it's another kind of file",
        cause,
      );
    });
    if (next.done) break;
    const line = next.value;
    if (hasEnded) throw damaged("there is more data after its end");
    if (!hasHeader) {
      const read = header.safeParse(parseLine(line));
      if (!read.success) throw damaged("it doesn't start like one");
      if (read.data.version > backupVersion) throw newerBackup();
      hasHeader = true;
      yield { kind: "header", header: read.data };
    } else if (inside && line.startsWith("[")) {
      inside.hash.add(line);
      yield { kind: "row", line };
    } else if (inside) {
      const read = sectionEndLine.safeParse(parseLine(line));
      const summary = inside.hash.end(inside.name);
      if (!read.success || read.data.rows !== summary.rows || read.data.sha256 !== summary.sha256) {
        throw damaged(`"${inside.name}" was changed`);
      }
      inside = undefined;
      yield { kind: "end-of-section", summary };
    } else {
      const parsed = parseLine(line);
      const section = sectionLine.safeParse(parsed);
      if (section.success) {
        sections += 1;
        inside = { name: section.data.section, hash: hashRows() };
        yield { kind: "section", name: section.data.section, columns: section.data.columns };
      } else {
        const end = endLine.safeParse(parsed);
        if (!end.success || end.data.sections !== sections) throw damaged("a section is missing");
        hasEnded = true;
      }
    }
  }
  if (!hasEnded) throw damaged("it ends too early");
}

export function newerBackup(): ProblemError {
  return new ProblemError({
    code: "backup-newer",
    sentence: "The backup was made by a newer version of Patchbay. Nothing was restored.",
    wayOut: "Restore it with the version that made it, or a newer one.",
  });
}

/** Reads a whole backup and keeps nothing: its header, and what each section holds. */
export async function checkBackup(
  file: string,
): Promise<{ header: BackupHeader; sections: SectionSummary[] }> {
  let head: BackupHeader | undefined;
  const sections: SectionSummary[] = [];
  for await (const part of readBackup(file)) {
    if (part.kind === "header") head = part.header;
    if (part.kind === "end-of-section") sections.push(part.summary);
  }
  if (!head) throw damaged("it is empty");
  return { header: head, sections };
}
