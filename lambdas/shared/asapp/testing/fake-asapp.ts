import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

export interface Heard {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown> | undefined;
}
/** `silence` never answers, `hang-up` closes the connection; a string is sent unchanged with status 200. */
export type Said = { status: number; body?: unknown } | "silence" | "hang-up" | string;

/** A fake ASAPP over real HTTP, which the functions' environment points to. */
export interface FakeAsapp {
  url: string;
  heard: Heard[];
  /** One for each expected request; the last is used for all further ones. */
  answers: (Said | ((heard: Heard) => Said))[];
  stop(): Promise<void>;
}

export async function startFakeAsapp(): Promise<FakeAsapp> {
  const fake = { heard: [] as Heard[], answers: [] as FakeAsapp["answers"] };
  const server: Server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const heard: Heard = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>),
    };
    fake.heard.push(heard);
    const next = fake.answers.length > 1 ? fake.answers.shift() : fake.answers[0];
    const said = typeof next === "function" ? next(heard) : (next ?? { status: 500 });
    if (said === "silence") return;
    if (said === "hang-up") request.socket.destroy();
    else if (typeof said === "string") response.writeHead(200).end(said);
    else {
      response.writeHead(said.status, { "content-type": "application/json" });
      response.end(JSON.stringify(said.body ?? { error: { requestId: "r-1", code: `${said.status}-01` } }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("ASAPP_API_HOST", `http://${host}`);
  vi.stubEnv("ASAPP_ALLOWED_HOSTS", host);
  vi.stubEnv("ASAPP_API_ID", "id-1");
  vi.stubEnv("ASAPP_API_SECRET", "hush-hush");
  return {
    ...fake,
    url: `http://${host}`,
    stop: async () => {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A clock that runs, and skips every pause; the pauses are recorded. */
export function skippingClock() {
  let skippedMs = 0;
  const pauses: number[] = [];
  return {
    pauses,
    skippedMs: () => skippedMs,
    now: () => Date.now() + skippedMs,
    wait: async (milliseconds: number) => {
      pauses.push(milliseconds);
      skippedMs += milliseconds;
    },
  };
}
