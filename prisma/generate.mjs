// Writes Prisma's client into prisma/generated. Set-up runs it as soon as the packages are there, before anything is
// built.
//
// Prisma's CLI is left out on purpose: it brings 130 MB more than its generator, which is all that is needed here. The
// generator is given what the CLI would give it: the schema, parsed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brandIds } from "./brand-ids.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const schemaFile = path.join(here, "schema.prisma");
const generatedFolder = path.join(here, "generated");
const stampFile = path.join(generatedFolder, ".made-from");
// Loaded late, because only a changed schema needs them, and by `require`: their ES modules name files that aren't
// there.
const require = createRequire(import.meta.url);

/** What the client is made from: the schema, the generator's version, and what brands its ids. */
function fingerprint() {
  const manifest = path.join(here, "..", "node_modules", "@prisma", "client-generator-ts", "package.json");
  const hash = createHash("sha256");
  for (const file of [schemaFile, manifest, path.join(here, "brand-ids.mjs")])
    hash.update(readFileSync(file));
  return hash.digest("hex");
}

/**
 * Generates unless the client is already of this schema. Rejects with Prisma's own words when the schema is wrong.
 *
 * @returns {Promise<boolean>} whether it generated
 */
export async function generateClient() {
  const wanted = fingerprint();
  const made = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (made === wanted && existsSync(path.join(generatedFolder, "client.ts"))) return false;

  /** @type {typeof import("@prisma/client-generator-ts")} */
  const { PrismaClientTsGenerator } = require("@prisma/client-generator-ts");
  /** @type {typeof import("@prisma/internals")} */
  const { getConfig, getDMMF } = require("@prisma/internals");
  const schema = readFileSync(schemaFile, "utf8");
  /** @type {[string, string][]} */
  const datamodel = [[schemaFile, schema]];
  const dmmf = await getDMMF({ datamodel });
  const { generators, datasources } = await getConfig({ datamodel });
  const [generator] = generators;
  if (!generator) throw new Error(`${schemaFile} names no generator.`);
  const maker = new PrismaClientTsGenerator();
  const { requiresEngineVersion } = await maker.getManifest(generator);
  await maker.generate({
    generator: { ...generator, output: { fromEnvVar: null, value: generatedFolder } },
    otherGenerators: [],
    schemaPath: schemaFile,
    datamodel: schema,
    dmmf,
    datasources,
    // The engine's commit stands behind the release's number.
    version: requiresEngineVersion?.split(".").at(-1) ?? "",
  });
  brandIds(generatedFolder);
  mkdirSync(generatedFolder, { recursive: true });
  writeFileSync(stampFile, wanted);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(
    (await generateClient()) ? "Prisma client generated.\n" : "Prisma client is up to date.\n",
  );
}
