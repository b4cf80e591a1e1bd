import { createHmac, randomUUID } from "node:crypto";
import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import { apiFailure } from "../api-failure";
import type { Bot } from "../bot";
import { appOf, publishedContent } from "./app";
import type { BotContent, ExportForm } from "./app-types";
import { writeExport } from "./write-definition";
import { writeZip } from "./write-zip";

const exportTypes = ["latest", "published"] as const;
type ExportType = (typeof exportTypes)[number];

interface Job {
  id: string;
  botId: string;
  exportType: ExportType;
  createdOn: string;
  /** From when it is done. */
  readyAt: number;
  fails: boolean;
  fileId: string;
  archive: Uint8Array;
}

/** How long an export takes, and for how long its link works. */
const takesMs = 150;
const linkMs = 300_000;
const downloadPath = /^GET \/api\/getMediaStream\/botExport\/([\w-]+)\/export\.zip$/;

/** Exports of apps: started, asked for, and downloaded by a link that needs no token. Not stored. */
export class Exports {
  /** The latest of each bot and type, as Kore's status call knows no other. */
  readonly #jobs = new Map<string, Job>();
  readonly #key = randomUUID();

  /** POST …/export */
  start(bot: Bot, body: unknown, now: number): VendorAnswer {
    const exportType = readType(body);
    if (!exportType) return apiFailure(400, "exportType must be latest or published.");
    const { latest, exportForm, publishedAt } = appOf(bot);
    if (exportType === "published" && publishedAt === undefined)
      return apiFailure(400, "The app has no published version.");
    const content = exportType === "latest" ? latest : publishedContent(bot);
    const job: Job = {
      id: `ber-${randomUUID()}`,
      botId: bot.botId,
      exportType,
      createdOn: new Date(now).toISOString(),
      readyAt: exportForm.neverEnds ? Number.POSITIVE_INFINITY : now + takesMs,
      fails: exportForm.fails,
      fileId: randomUUID(),
      archive: pack(bot, content, exportForm, asksForSettings(body)),
    };
    this.#jobs.set(`${bot.botId} ${exportType}`, job);
    return { status: 200, body: { ...describe(job), streamId: bot.botId, status: "pending" } };
  }

  /** GET …/export/status, with a JSON body. */
  status(bot: Bot, body: unknown, origin: string, now: number): VendorAnswer {
    const exportType = readType(body);
    if (!exportType) return apiFailure(400, "exportType must be latest or published.");
    const job = this.#jobs.get(`${bot.botId} ${exportType}`);
    if (!job) return apiFailure(404, "No export was started.");
    const state = now < job.readyAt ? "pending" : job.fails ? "failed" : "success";
    if (state !== "success")
      return { status: 200, body: { ...describe(job), botId: bot.botId, status: state } };
    const expires = now + linkMs;
    const signed = `e=${expires}&s=${this.#sign(job.fileId, expires)}`;
    return {
      status: 200,
      body: {
        ...describe(job),
        botId: bot.botId,
        status: state,
        downloadURL: `${origin}/api/getMediaStream/botExport/${job.fileId}/export.zip?${signed}`,
        fileId: job.fileId,
        store: { urlParams: signed },
        fileSize: String(job.archive.length),
      },
    };
  }

  /** Whether the request is for a file; then it is answered. */
  download({ asked, url, response }: VendorRequest, now: number): boolean {
    const fileId = downloadPath.exec(asked)?.[1];
    if (fileId === undefined) return false;
    const expires = Number(url.searchParams.get("e"));
    const job = [...this.#jobs.values()].find((one) => one.fileId === fileId);
    if (!job || !(expires > now) || url.searchParams.get("s") !== this.#sign(fileId, expires)) {
      response.writeHead(403, { "content-type": "text/plain" }).end("Forbidden");
      return true;
    }
    response
      .writeHead(200, { "content-type": "application/zip", "content-length": job.archive.length })
      .end(Buffer.from(job.archive));
    return true;
  }

  reset(): void {
    this.#jobs.clear();
  }

  #sign(fileId: string, expires: number): string {
    return createHmac("sha256", this.#key).update(`${fileId} ${expires}`).digest("base64url");
  }
}

function pack(bot: Bot, content: BotContent, form: ExportForm, withSettings: boolean): Uint8Array {
  const files = Object.entries(writeExport(bot, content, form, withSettings)).map(
    ([name, text]) =>
      [name, padded(Buffer.from(text, "utf8"), name === form.file ? form.padDefinitionBytes : 0)] as const,
  );
  const padding = form.padBytes > 0 ? { "nlp/utterances.json": new Uint8Array(form.padBytes).fill(32) } : {};
  return writeZip({ ...Object.fromEntries(files), ...padding });
}

/** With spaces after the JSON. */
function padded(text: Uint8Array, more: number): Uint8Array {
  if (more === 0) return text;
  const all = new Uint8Array(text.length + more).fill(32);
  all.set(text);
  return all;
}

function describe({ id, exportType, createdOn }: Job): object {
  return { _id: id, createdBy: "u-sandbox", exportType, requestType: "Botexport", createdOn, __v: 0 };
}

function readType(body: unknown): ExportType | undefined {
  return exportTypes.find((one) => one === textOf(body, "exportType"));
}

/** Without `exportOptions` everything is exported. */
function asksForSettings(body: unknown): boolean {
  const options = memberOf(body, "exportOptions");
  if (typeof options !== "object" || options === null) return true;
  const settings = memberOf(options, "settings");
  return Array.isArray(settings) && settings.includes("botVariables");
}
