import { EventEmitter } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AttributeDefinition, KeySchemaElement, Projection } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import type { SandboxAccount } from "../../state/account";
import { ServiceError, type WireAnswer } from "../../wire/service";

/** The module whose `create` opens dynalite's store. */
const dynaliteStores: { create(options: object): { tableDb: TableDatabase } } = createRequire(
  import.meta.url,
)("dynalite/db");

/** Tables are ready after this; AWS takes some seconds. */
const tableChangeMs = 150;
const answerTimeoutMs = 20_000;

/** A table as dynalite stores it; only the members that are read or changed here. */
export interface StoredTable {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  AttributeDefinitions: AttributeDefinition[];
  KeySchema: KeySchemaElement[];
  BillingModeSummary?: { BillingMode?: string };
  GlobalSecondaryIndexes?: StoredIndex[];
}

export interface StoredIndex {
  IndexName: string;
  KeySchema: KeySchemaElement[];
  Projection: Projection;
  IndexArn: string;
  IndexSizeBytes: number;
  ItemCount: number;
  IndexStatus: string;
  ProvisionedThroughput: object;
}

/** dynalite's own database of tables. */
interface TableDatabase {
  get(name: string, done: (error: Error | null | undefined, table?: StoredTable) => void): void;
  put(name: string, table: StoredTable, done: (error?: Error | null) => void): void;
  lock(name: string, held: (release: (done: () => void) => () => void) => void): void;
}

/** What dynalite's API doesn't offer. */
interface Tables {
  /** Throws when there is none. */
  get(name: string): Promise<StoredTable>;
  /** One change at a time; throws what `make` throws. */
  change(name: string, make: (table: StoredTable) => StoredTable): Promise<StoredTable>;
}

const engines = new WeakMap<SandboxAccount, Server>();
const databases = new WeakMap<SandboxAccount, TableDatabase>();

/** Opens dynalite on the sandbox's folder. It never listens: requests are passed to it in this process. */
export function openTableStore(account: SandboxAccount): void {
  const path = join(account.state.folder, "dynamodb");
  const open = () => {
    mkdirSync(path, { recursive: true });
    engines.set(account, makeEngine(account, path));
  };
  const close = async () => {
    const server = engines.get(account);
    engines.delete(account);
    databases.delete(account);
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  open();
  account.onStop(close);
  account.onReset(async () => {
    await close();
    rmSync(path, { recursive: true, force: true });
    open();
  });
}

/** dynalite reads the account and Region for its ARNs from the environment when it is created. */
function makeEngine(account: SandboxAccount, path: string): Server {
  const { accountId, region } = account;
  const { AWS_ACCOUNT_ID, AWS_REGION } = process.env;
  const { create } = dynaliteStores;
  // dynalite doesn't expose its store, but index changes have to be made in it.
  dynaliteStores.create = (options) => {
    const store = create(options);
    databases.set(account, store.tableDb);
    return store;
  };
  Object.assign(process.env, { AWS_ACCOUNT_ID: accountId, AWS_REGION: region });
  try {
    const milliseconds = tableChangeMs;
    const server = dynalite({
      path,
      createTableMs: milliseconds,
      deleteTableMs: milliseconds,
      updateTableMs: milliseconds,
    });
    // Its close expects a listening server; this one never listens.
    server.listen(0, "127.0.0.1").unref();
    return server;
  } finally {
    dynaliteStores.create = create;
    restore("AWS_ACCOUNT_ID", AWS_ACCOUNT_ID);
    restore("AWS_REGION", AWS_REGION);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** The tables themselves, for what dynalite's API can't do. */
export function openedTables(account: SandboxAccount): Tables {
  const database = databases.get(account);
  if (!database) throw new Error("DynamoDB's store is closed.");
  const get = (name: string) =>
    new Promise<StoredTable>((resolve, reject) => {
      database.get(name, (error, table) => {
        if (error || !table)
          reject(
            new ServiceError(
              "ResourceNotFoundException",
              `Requested resource not found: Table: ${name} not found`,
            ),
          );
        else resolve(table);
      });
    });
  const put = (name: string, table: StoredTable) =>
    new Promise<void>((resolve, reject) => {
      database.put(name, table, (error) => (error ? reject(error) : resolve()));
    });
  const hold = (name: string) =>
    new Promise<() => void>((resolve) => {
      database.lock(name, (release) => resolve(release(() => undefined)));
    });
  return {
    get,
    async change(name, make) {
      const release = await hold(name);
      try {
        const table = make(await get(name));
        await put(name, table);
        return table;
      } finally {
        release();
      }
    },
  };
}

/** Passes one operation to dynalite and returns its answer unchanged. */
export async function askTableStore(
  account: SandboxAccount,
  operation: string,
  body: Buffer,
): Promise<WireAnswer> {
  const server = engines.get(account);
  if (!server) throw new Error("DynamoDB's store is closed.");
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`DynamoDB's ${operation} took too long.`)),
      answerTimeoutMs,
    );
    const headers: Record<string, string> = {};
    const response = Object.assign(new EventEmitter(), {
      statusCode: 200,
      setHeader: (name: string, value: string | number) => {
        headers[name.toLowerCase()] = String(value);
      },
      end: (text = "") => {
        clearTimeout(timer);
        delete headers["content-length"];
        resolve({ status: response.statusCode, headers, body: text });
      },
    });
    const request = Object.assign(new EventEmitter(), {
      method: "POST",
      url: "/",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        // The signature was already checked; dynalite only checks that there is one.
        authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f",
        "x-amz-date": "20000101T000000Z",
      },
    });
    server.emit("request", request, response);
    request.emit("data", body.length > 0 ? body : Buffer.from("{}"));
    request.emit("end");
  });
}
