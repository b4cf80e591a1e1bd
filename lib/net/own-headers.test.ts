import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { dropOwnHeaders } from "@/lib/net/own-headers";

it("headers that proxy.ts sets are never a caller's", async () => {
  const proxy = readFileSync(new URL("../../proxy.ts", import.meta.url), "utf8");
  const own = [...proxy.matchAll(/headers\.set\("(x-[\w-]+)"/g)].map(([, name = ""]) => name);
  expect(own).toContain("x-patchbay-path");
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  dropOwnHeaders(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const sent = Object.fromEntries([...own, "x-other"].map((name) => [name, "mine"]));
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: sent });
  const seen = (await answer.json()) as Record<string, string>;
  server.close();
  expect(seen).toMatchObject({ "x-other": "mine" });
  for (const name of own) expect(seen).not.toHaveProperty(name);
});
