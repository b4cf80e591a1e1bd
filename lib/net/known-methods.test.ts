import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseOtherMethods } from "@/lib/net/known-methods";
import { sendSecurityHeaders } from "@/lib/net/security-headers";

let server: Server;
let seen: string[] = [];
beforeEach(async () => {
  seen = [];
  server = createServer(({ method }, response) => {
    seen.push(method ?? "");
    response.end();
  });
  // In the order of instrumentation.ts.
  refuseOtherMethods(server);
  sendSecurityHeaders({ isHttps: false }, server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

/** fetch sends no TRACE. */
async function ask(method: string) {
  const { port } = server.address() as AddressInfo;
  const asked = httpRequest({ host: "127.0.0.1", port, method, headers: { cookie: "session=1" } }).end();
  const [answer] = await once(asked, "response");
  answer.setEncoding("utf8");
  let text = "";
  for await (const part of answer) text += part;
  return { status: answer.statusCode as number, headers: answer.headers, text };
}

describe("the methods of requests", () => {
  it.each(["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"])("don't include %s", async (method) => {
    const { status, headers, text } = await ask(method);
    expect(status).toBe(405);
    expect(headers).toMatchObject({ allow: "GET, HEAD, POST, OPTIONS", "x-content-type-options": "nosniff" });
    expect(text).toBe("");
    expect(seen).toEqual([]);
  });

  it.each(["GET", "HEAD", "POST", "OPTIONS"])("include %s", async (method) => {
    expect((await ask(method)).status).toBe(200);
    expect(seen).toEqual([method]);
  });
});
