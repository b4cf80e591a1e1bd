import { defineRoute } from "@/components/define-route";
import { recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import {
  type ExportEnd,
  type ExportedContact,
  maxExported,
  startExport,
} from "@/lib/contacts/export/export-contacts";
import { csvEnd, csvHead, csvLine } from "@/lib/contacts/export/write-csv";
import { formatFilter, parseFilter, timeOf } from "@/lib/contacts/search/contact-filter";
import { parseMoment } from "@/lib/kernel/parse-moment";

export const dynamic = "force-dynamic";

/** The list of a search as a file: the same columns as the screen, written as they come, at most 1,000 contacts. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "contact:read",
  streams: true,
  answer: async ({ tenantId, slug, actor }, { request }) => {
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const isJson = search.format === "json";
    const filter = parseFilter(search);
    const time = timeOf(filter, new Date(), parseMoment(search.until));
    const { attributes, ...kept } = filter;
    await withTenant(tenantId, (db) =>
      recordAudit(db, {
        tenantId,
        actor,
        action: "contact:export",
        target: isJson ? "JSON" : "CSV",
        detail: {
          search: formatFilter({ ...kept, attributes: [] }),
          // Their values are contacts' data.
          attributes: attributes.map(({ key }) => key),
          most: maxExported,
        },
      }),
    );
    const started = await startExport(
      { tenantId, filter, ...time, ...(search.page ? { token: search.page } : {}) },
      request.signal,
    );
    if (!started.ok) return Response.json({ problem: started.problem }, { status: 502 });
    return new Response(streamOf(started.value, isJson ? jsonWriter : csvWriter), {
      headers: {
        "content-type": isJson ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="contacts-${slug}.${isJson ? "json" : "csv"}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
});

interface Writer {
  head(): string;
  /** `isFirst`: nothing was written before it. */
  line(contact: ExportedContact, isFirst: boolean): string;
  end(end: ExportEnd): string;
}

const csvWriter: Writer = { head: csvHead, line: csvLine, end: csvEnd };

const jsonWriter: Writer = {
  head: () => '{"contacts":[',
  line: (contact, isFirst) => `${isFirst ? "" : ","}\n${JSON.stringify(contact)}`,
  end: (end) => `\n],"end":${JSON.stringify(end)}}\n`,
};

/** Pulled by who reads: a reader that goes away stops the search. */
function streamOf(
  rows: AsyncGenerator<ExportedContact[], ExportEnd>,
  writer: Writer,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isFirst = true;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(writer.head())),
    async pull(controller) {
      const { done, value } = await rows.next();
      if (done) {
        const end = writer.end(value);
        if (end !== "") controller.enqueue(encoder.encode(end));
        return controller.close();
      }
      let text = "";
      for (const contact of value) {
        text += writer.line(contact, isFirst);
        isFirst = false;
      }
      // An empty part must not end the reader's turn, which would never come again.
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await rows.return({ kind: "whole" });
    },
  });
}
