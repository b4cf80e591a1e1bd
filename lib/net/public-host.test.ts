import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { believePublicHostOnly } from "@/lib/net/public-host";

let server: Server;
afterEach(() => server.close());

async function headersSeen(publicUrl: string, sent: Record<string, string>): Promise<Record<string, string>> {
  server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  believePublicHostOnly(publicUrl, server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  // fetch doesn't let a caller choose the Host header; an attacker's program does.
  const text = await new Promise<string>((resolve, reject) => {
    const asked = httpRequest({ host: "127.0.0.1", port, headers: sent }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        body += part;
      });
      answer.on("end", () => resolve(body));
    });
    asked.on("error", reject).end();
  });
  server.close();
  return JSON.parse(text) as Record<string, string>;
}

describe("the host that a request came to", () => {
  it("is the configured one, whatever the caller writes", async () => {
    const seen = await headersSeen("https://patchbay.example.com", {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
    });
    expect(seen).toMatchObject({
      host: "patchbay.example.com",
      "x-forwarded-host": "patchbay.example.com",
      "x-forwarded-proto": "https",
    });
  });

  it("stays as it is when it is the configured one", async () => {
    const host = "patchbay.example.com";
    const seen = await headersSeen(`https://${host}`, { host, "x-forwarded-host": host });
    expect(seen).toMatchObject({ host, "x-forwarded-host": host });
  });

  it("is any name of this machine on one's own machine, and no other", async () => {
    for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "localhost:8080"]) {
      expect(await headersSeen("http://localhost:3000", { host })).toMatchObject({ host });
    }
    for (const host of ["evil.example:3000", "localhost.evil.example", "127.0.0.1.evil.example"]) {
      expect(await headersSeen("http://localhost:3000", { host })).toMatchObject({ host: "localhost:3000" });
    }
  });

  it("isn't a name of this machine where the console has a public address", async () => {
    const seen = await headersSeen("https://patchbay.example.com", { host: "localhost:3000" });
    expect(seen).toMatchObject({ host: "patchbay.example.com" });
  });
});
