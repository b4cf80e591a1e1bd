import type { ExportEnd, ExportedContact } from "./export-contacts";

const columns: readonly { name: string; of: keyof ExportedContact }[] = [
  { name: "contact ID", of: "contactId" },
  { name: "began", of: "began" },
  { name: "ended", of: "ended" },
  { name: "seconds", of: "seconds" },
  { name: "channel", of: "channel" },
  { name: "initiation", of: "initiation" },
  { name: "queue", of: "queue" },
  { name: "agent", of: "agent" },
  { name: "findings", of: "findings" },
];

/** RFC 4180, with the mark that tells Excel the letters are UTF-8. */
export function csvHead(): string {
  return `\uFEFF${csvRow(columns.map(({ name }) => name))}`;
}

export function csvLine(contact: ExportedContact): string {
  return csvRow(columns.map(({ of }) => contact[of]));
}

/** A line of its own under the list when it is not whole; nothing when it is. */
export function csvEnd(end: ExportEnd): string {
  switch (end.kind) {
    case "whole":
      return "";
    case "gaps":
      return csvRow([`May be incomplete: ${end.note}`]);
    case "cut":
      return csvRow([`Incomplete: the list was cut off at ${end.at}.`]);
    case "failed":
      return csvRow([`Incomplete: ${end.problem.sentence}`]);
  }
}

function csvRow(cells: (string | number)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/**
 * A cell that no spreadsheet takes for a formula: a queue or an agent may be called "=HYPERLINK(…)". What begins like one
 * gets an apostrophe in front, also behind blanks, which some spreadsheets pass over.
 */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[\t\r\n]|^[\s\p{Cc}]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/u.test(value) ? `'${value}` : value;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
