import { EventEmitter } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import dynalite from "dynalite";
import type { SandboxAccount } from "../../state/account";
import type { WireAnswer } from "../../wire/service";

/** Tables are ready after this; AWS takes some seconds. */
const tableChangeMilliseconds = 150;
const answerTimeoutMilliseconds = 20_000;

const engines = new WeakMap<SandboxAccount, Server>();

/** Opens dynalite on the sandbox's folder. It never listens: requests are handed to it in this process. */
export function openTableStore(account: SandboxAccount): void {
  const path = join(account.state.folder, "dynamodb");
  const open = () => {
    mkdirSync(path, { recursive: true });
    engines.set(account, makeEngine(account, path));
  };
  const close = async () => {
    const server = engines.get(account);
    engines.delete(account);
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

/** dynalite reads account and region, which stand in its ARNs, from the environment while it is made. */
function makeEngine({ accountId, region }: SandboxAccount, path: string): Server {
  const { AWS_ACCOUNT_ID, AWS_REGION } = process.env;
  Object.assign(process.env, { AWS_ACCOUNT_ID: accountId, AWS_REGION: region });
  try {
    const milliseconds = tableChangeMilliseconds;
    const server = dynalite({
      path,
      createTableMs: milliseconds,
      deleteTableMs: milliseconds,
      updateTableMs: milliseconds,
    });
    // Its close expects a server that listens; this one never does.
    server.listen(0, "127.0.0.1").unref();
    return server;
  } finally {
    restore("AWS_ACCOUNT_ID", AWS_ACCOUNT_ID);
    restore("AWS_REGION", AWS_REGION);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Hands one operation to dynalite and gives its answer as it is. */
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
      answerTimeoutMilliseconds,
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
        // The signature was checked at the door; dynalite only looks whether there is one.
        authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f",
        "x-amz-date": "20000101T000000Z",
      },
    });
    server.emit("request", request, response);
    request.emit("data", body.length > 0 ? body : Buffer.from("{}"));
    request.emit("end");
  });
}
