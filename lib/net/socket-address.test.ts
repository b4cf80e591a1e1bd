import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressOf } from "@/lib/access/auth/address";
import { believeSocketsOnly } from "@/lib/net/socket-address";

describe("the address of a request", () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
    // On this server alone, not on the prototype: the process has others.
    believeSocketsOnly(server);
    believeSocketsOnly(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => server.close());

  it("is the socket's, whatever the caller writes", async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      headers: { "x-forwarded-for": "203.0.113.9", "x-forwarded-host": "evil.example", forwarded: "for=x" },
    });
    const headers = (await answer.json()) as Record<string, string>;
    expect(addressOf(headers["x-forwarded-for"])).toBe("127.0.0.1");
    expect(headers["x-forwarded-host"]).toBeUndefined();
    expect(headers.forwarded).toBeUndefined();
  });

  it("behind a proxy is the one that the nearest proxy wrote, not the caller's own words before it", () => {
    expect(addressOf("203.0.113.9, 198.51.100.7")).toBe("198.51.100.7");
  });
});
