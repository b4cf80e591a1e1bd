import type { DeclaredField } from "./declared-fields";
import type { AnyResourceType } from "./resolve-props";

const HEAD = `# What a plan compares

Made from the resource types' own declarations by \`npm run drift-table\`; a test fails when it is stale. Another test
changes every compared field by hand, sees it in a plan and sees it put back.

- **as in the settings**: the integration's settings decide; a difference is mended.
- **always …**: no setting decides; a difference is mended.
- **reported**: a difference needs attention and is left as it is.
- **identity**: the thing is found by it.
- **not compared**, with the reason.

Everything that has tags is also looked at for Patchbay's own, which are put back.
`;

/** docs/drift.md, in Markdown. */
export function writeDriftTable(types: readonly AnyResourceType[]): string {
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
  return [HEAD, ...sections].join("\n");
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
