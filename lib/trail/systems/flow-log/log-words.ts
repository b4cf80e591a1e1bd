import type { FlowLogEntry } from "./flow-log-entry";

/** A parameter's text; undefined for none, and for what is no text. */
export function parameter(entry: FlowLogEntry, key: string): string | undefined {
  const value = entry.Parameters?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An outcome in words that are not known here, as the log has it. */
export function told(words: string): string {
  return `result “${shorten(words)}”`;
}

/** How a block failed, as the log has it. A bare "false" says nothing on its own, and adds nothing before other words. */
export function toldFailure(words: string): string {
  const [, value = "", rest = ""] = /^(true|false)\b[\s:;,]*(.*)$/is.exec(words) ?? [];
  return value === "" ? words : rest || `Result: ${value}`;
}

export function lastPart(arn: string | undefined): string | undefined {
  return arn?.split("/").pop();
}

export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
