// Gives the ids in what Prisma's client returns the types of lib/kernel/ids.ts, so that nobody casts them row by row.
// What the client is asked with stays a plain string: an id of any kind may be compared with a column.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The type of a column of this name, in whatever model. */
const typeOfColumn = { tenantId: "TenantId", integrationId: "IntegrationId", contactId: "ContactId" };
/** The type of a model's own `id`. */
const typeOfModel = { Tenant: "TenantId", Integration: "IntegrationId" };

/**
 * Rewrites the model files of a client that was just generated. Throws when a row's type isn't where it is looked for.
 *
 * @param {string} generatedFolder
 */
export function brandIds(generatedFolder) {
  const folder = path.join(generatedFolder, "models");
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    writeFileSync(file, brandIdsOfModel(path.basename(name, ".ts"), readFileSync(file, "utf8")));
  }
}

/**
 * @param {string} model
 * @param {string} source
 */
function brandIdsOfModel(model, source) {
  /** @type {Record<string, string>} */
  const types = { ...typeOfColumn };
  const own = Object.entries(typeOfModel).find(([name]) => name === model)?.[1];
  if (own) types.id = own;
  const rows =
    /(?: {2}scalars: runtime\.Types\.Extensions\.GetPayloadResult<|GroupByOutputType = )\{\n[\s\S]*?\n *\}/g;
  if (source.match(rows)?.length !== 2) throw new Error(`The row's type isn't in the client's ${model}.ts.`);
  const branded = source.replace(rows, (block) =>
    block.replace(/^( +)(\w+): string\b/gm, (line, indent, column) =>
      types[column] ? `${indent}${column}: Ids.${types[column]}` : line,
    ),
  );
  return branded.replace(
    'import type * as runtime from "@prisma/client/runtime/client"',
    (line) => `${line}\nimport type * as Ids from "../../../lib/kernel/ids"`,
  );
}
