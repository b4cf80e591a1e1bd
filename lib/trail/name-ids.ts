import type { SourcePanel, SourceReport } from "@/lib/trail/event";

/** Names by id: of queues and agents, as the instance lists them. */
export type NamesById = ReadonlyMap<string, string>;

/** What an ARN begins with has a length of its own: without one, each "arn:" would be read to the text's end. */
const idOrArn =
  /(?:arn:[\w:-]{1,100}:instance\/[0-9a-f-]{36}\/[\w-]+\/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gi;

/** The same report with queues and agents by name where a name is known. Pure; what the system said (`raw`) stays. */
export function nameIds(report: SourceReport, names: NamesById): SourceReport {
  if (report.state === "failed" || names.size === 0) return report;
  const events = report.events.map((event) =>
    event.detail === undefined ? event : { ...event, detail: nameIn(event.detail, names) },
  );
  return { ...report, events, ...(report.panel && { panel: namePanel(report.panel, names) }) };
}

function nameIn(text: string, names: NamesById): string {
  return text.replace(idOrArn, (whole, id: string) => names.get(id.toLowerCase()) ?? whole);
}

/** A name can be given twice, and changed: the id stays beside it, to be copied. */
function namePanel(panel: SourcePanel, names: NamesById): SourcePanel {
  return {
    ...panel,
    rows: panel.rows.flatMap((row) => {
      const name = row.kind === "id" ? names.get(row.value.toLowerCase()) : undefined;
      return name === undefined
        ? [row]
        : [
            { key: row.key, label: row.label, value: name },
            { ...row, key: `${row.key}.Id`, label: `${row.label} ID` },
          ];
    }),
  };
}
