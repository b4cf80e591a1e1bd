// Prints the SQL that takes the schema of the last commit (or the file named) to the schema as it is now: the start of the
// next migration's script. The engine compares the two files; the database serves as its dialect only. A new table with a
// "tenantId" then needs one line more: SELECT app_protect_tenant_table('"Name"');
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openSchemaEngine } from "./schema-engine";

const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL isn't set.");
const earlierFile = process.argv[2];
const earlier = earlierFile
  ? readFileSync(earlierFile, "utf8")
  : execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });

const { engine, schema, close } = await openSchemaEngine(url);
const draft = await engine.diff({
  from: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: earlier }] },
  to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
await close();
process.stdout.write(draft.stdout ?? "");
process.exit();
