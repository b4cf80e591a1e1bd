import type { DeclaredField } from "./declared-fields";
import type { AnyResourceType } from "./resolve-props";

const tableHead = `# What a plan compares

Generated from the resource types' declarations by \`npm run drift-table\`; a test fails when it's out of date. Another test changes every compared field outside Patchbay, sees it in a plan, and sees it reverted.

- **as in the settings**: set by the integration's settings; a difference is corrected.
- **always …**: not set by any setting; a difference is corrected.
- **reported**: a difference needs attention and isn't corrected.
- **identity**: how the resource is found.
- **not compared**, with the reason.

Patchbay's tags are also checked on every resource that can have tags, and restored.
`;

/** docs/drift.md, in Markdown. */
export function formatDriftTable(types: readonly AnyResourceType[]): string {
  const sections = [...types]
    .sort((a, b) => a.title.localeCompare(b.title))
    .map(({ title, type, fields }) =>
      [
        `## ${title} (\`${type}\`)`,
        "",
        "| Field | What a plan does |",
        "|---|---|",
        ...fields.map((field) => `| \`${field.path.split(", ").join("`, `")}\` | ${tell(field)} |`),
        "",
      ].join("\n"),
    );
  return [tableHead, ...sections].join("\n");
}

function tell(field: DeclaredField): string {
  switch (field.kept) {
    case "identity":
      return "identity";
    case "as-wanted":
      return "as in the settings";
    case "fixed":
      return `always: ${field.value}`;
    case "reported":
      return `reported unless ${field.value}. ${field.why}`;
    case "not-compared":
      return `not compared: ${field.why}`;
  }
}
