import { settingsTable } from "@/lib/kernel/settings-table";

/** The README with the settings of lib/kernel/config.ts between its two marks. Throws without them. */
export function withSettingsTable(readme: string): string {
  const marked = /(<!-- settings:[^>]*-->\n\n)[\s\S]*?(\n\n<!-- \/settings -->)/;
  if (!marked.test(readme)) throw new Error("The README has no place for the table of settings.");
  return readme.replace(marked, (_, begin: string, end: string) => begin + settingsTable() + end);
}
