import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine as Engine } from "@prisma/schema-engine-wasm";

const folder = path.dirname(fileURLToPath(import.meta.url));
const schemaFile = path.join(folder, "schema.prisma");

/** The package's own glue, before it has its WebAssembly. Its `exports` names the file, its types don't describe it. */
interface EngineGlue {
  SchemaEngine: typeof Engine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

let loading: Promise<typeof Engine> | undefined;

/**
 * Prisma's schema engine from its npm package. The package's entry imports its .wasm as a module, which Node 20 can't
 * do, so it is instantiated by hand against the same glue.
 */
async function loadEngine(): Promise<typeof Engine> {
  const glueFile = "@prisma/schema-engine-wasm/schema_engine_bg";
  const glue: EngineGlue = await import(glueFile);
  const wasmFile = path.join(
    path.dirname(createRequire(import.meta.url).resolve(glueFile)),
    "schema_engine_bg.wasm",
  );
  const module = await WebAssembly.compile(await readFile(wasmFile));
  const imports = Object.fromEntries(
    WebAssembly.Module.imports(module).map(({ module: from }) => [from, glue]),
  );
  const instance = await WebAssembly.instantiate(module, imports as unknown as WebAssembly.Imports);
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return glue.SchemaEngine;
}

/**
 * Prisma's adapter splits scripts at each `;`, which breaks functions and `DO` blocks. A whole script in one simple
 * query is understood by PostgreSQL itself, and is one transaction: a migration happens as a whole or not at all.
 */
class WholeScriptPg extends PrismaPg {
  /** The database's own words: the engine reports a failed script as "external connector error" only. */
  scriptError: unknown;
  /** Changes a script on its way to the database. */
  amend: (script: string) => string = (script) => script;

  override async connect() {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    adapter.executeScript = async (script) => {
      try {
        await pool.query(this.amend(script));
      } catch (error) {
        this.scriptError = error;
        throw error;
      }
    };
    return adapter;
  }
}

/** The engine, bound to one database. `close` ends its connections, `amend` changes a script before it is run. */
export async function openSchemaEngine(
  url: string,
  amend?: (script: string) => string,
): Promise<{ engine: Engine; schema: string; scriptError: () => unknown; close: () => Promise<void> }> {
  loading ??= loadEngine();
  const SchemaEngine = await loading;
  const schema = await readFile(schemaFile, "utf8");
  const adapters: { dispose(): Promise<void> }[] = [];
  const factory = new WholeScriptPg({ connectionString: url, max: 2 });
  if (amend) factory.amend = amend;
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapters.push(adapter);
    return adapter;
  };
  const engine = await SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  return {
    engine,
    schema,
    scriptError: () => factory.scriptError,
    close: async () => {
      engine.free();
      await Promise.allSettled(adapters.map((adapter) => adapter.dispose()));
    },
  };
}
