import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sendSecurityHeaders } from "@/lib/net/security-headers";

let server: Server;
afterEach(() => server.close());

async function answerOf(listener: RequestListener, isHttps = false): Promise<Headers> {
  server = createServer(listener);
  sendSecurityHeaders({ isHttps }, server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}`)).headers;
}

const usual = {
  "cache-control": "no-store",
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

describe("the security headers", () => {
  it.each<[string, RequestListener]>([
    ["ends without a head", (_, response) => response.end("x")],
    ["writes a status alone", (_, response) => response.writeHead(404).end()],
    [
      "writes a status and headers",
      (_, response) => response.writeHead(200, { "content-type": "text/plain" }).end(),
    ],
    [
      "writes a reason too",
      (_, response) => response.writeHead(200, "fine", ["content-type", "text/plain"]).end(),
    ],
    [
      "streams",
      (_, response) => {
        response.write("a");
        response.end("b");
      },
    ],
  ])("are on an answer that %s", async (_name, listener) => {
    expect(Object.fromEntries(await answerOf(listener))).toMatchObject(usual);
  });

  it.each<[string, RequestListener]>([
    [
      "set before",
      (_, response) => {
        response.setHeader("content-security-policy", "mine");
        response.end();
      },
    ],
    ["in an object", (_, response) => response.writeHead(200, { "Content-Security-Policy": "mine" }).end()],
    ["in a list", (_, response) => response.writeHead(200, ["Content-Security-Policy", "mine"]).end()],
  ])("leave one that the answer brings itself: %s", async (_name, listener) => {
    expect((await answerOf(listener)).get("content-security-policy")).toBe("mine");
  });

  it("let a file that never changes be cached", async () => {
    const headers = await answerOf((_, response) =>
      response.writeHead(200, { "Cache-Control": "max-age=60" }).end(),
    );
    expect(headers.get("cache-control")).toBe("max-age=60");
  });

  it("tell browsers to come over https where the public address is https, and only there", async () => {
    const listener: RequestListener = (_, response) => response.end();
    expect((await answerOf(listener, true)).get("strict-transport-security")).toBe(
      "max-age=31536000; includeSubDomains",
    );
    server.close();
    expect((await answerOf(listener)).has("strict-transport-security")).toBe(false);
  });
});
