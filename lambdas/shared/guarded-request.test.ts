import type { lookup } from "node:dns";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guardedRequest } from "./guarded-request";
import type { RequestFault } from "./host-guard";
import { isInwardAddress } from "./inward-address";

let server: Server;
let port: number;
let requests = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    if (request.url === "/elsewhere") response.writeHead(302, { location: "/" }).end();
    else if (request.url === "/half") {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setImmediate(() => request.socket.destroy());
    } else response.end(`${request.headers.host} ${request.method}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Names resolve to these addresses, one list per lookup. */
function resolvingTo(...lists: string[][]) {
  const asked: string[] = [];
  const resolve = ((name: string, _options: unknown, callback: (...answer: unknown[]) => void) => {
    asked.push(name);
    const list = lists[Math.min(asked.length, lists.length) - 1] ?? [];
    callback(
      null,
      list.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  }) as unknown as typeof lookup;
  return { resolve, asked };
}
const ask = (host: string, more: Partial<Parameters<typeof guardedRequest>[0]> = {}) =>
  guardedRequest({
    url: new URL(`http://${host}:${port}/`),
    method: "GET",
    headers: {},
    timeoutMs: 2000,
    inwardAllowed: false,
    ...more,
  });
const faultOf = (work: Promise<unknown>): Promise<RequestFault | "none"> =>
  work.then(
    () => "none" as const,
    (error: { fault: RequestFault }) => error.fault,
  );

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.100.100.200",
  "0.0.0.0",
  "168.63.129.16",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fd00:ec2::254",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "0:0:0:0:0:ffff:a9fe:a9fe",
  "64:ff9b::10.0.0.1",
  "64:ff9b::",
  "2002:7f00:1::",
  "2001:0:1::",
  "fe80::1%eth0",
  "localhost",
  "",
])("%s leads inward", (address) => {
  expect(isInwardAddress(address)).toBe(true);
});

test.each(["8.8.8.8", "3.224.189.218", "2600:1f18::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2a00:1450::1"])(
  "%s is a public address",
  (address) => {
    expect(isInwardAddress(address)).toBe(false);
  },
);

test("an IPv4 address inside IPv6 is treated the same, and no text throws", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), fc.ipV6(), (address, text, six) => {
      expect(isInwardAddress(`::ffff:${address}`)).toBe(isInwardAddress(address));
      expect(isInwardAddress(text) || isInwardAddress(six)).toBeTypeOf("boolean");
    }),
  );
});

test("a name with a private address among its addresses is refused before anything is sent", async () => {
  const before = requests;
  for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"]]) {
    const { resolve } = resolvingTo(addresses);
    expect(await faultOf(ask("api.example.com", { resolve }))).toBe("inward");
  }
  for (const written of ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
    expect(await faultOf(ask(written))).toBe("inward");
  expect(requests).toBe(before);
});

test("the connection goes to the address that was checked, even if the name resolves differently later", async () => {
  const before = requests;
  const { resolve, asked } = resolvingTo(["192.88.99.1"], ["127.0.0.1"]);
  const fault = await faultOf(ask("api.example.com", { resolve, timeoutMs: 200 }));
  expect(["timeout", "unreachable"]).toContain(fault);
  expect(asked).toEqual(["api.example.com"]);
  expect(requests).toBe(before);
});

test("a host that the operator lists may have a private address", async () => {
  const answer = await ask("localhost", { inwardAllowed: true });
  expect(answer).toMatchObject({ status: 200, text: `localhost:${port} GET` });
});

test("a redirect is returned, not followed", async () => {
  const url = new URL(`http://127.0.0.1:${port}/elsewhere`);
  expect((await ask("127.0.0.1", { url, inwardAllowed: true })).status).toBe(302);
});

test("an incomplete answer, a closed port, an unknown name, and an abort aren't a success", async () => {
  const half = new URL(`http://127.0.0.1:${port}/half`);
  expect(await faultOf(ask("127.0.0.1", { url: half, inwardAllowed: true }))).toBe("unreachable");
  expect(await faultOf(ask("127.0.0.1", { url: new URL("http://127.0.0.1:9/"), inwardAllowed: true }))).toBe(
    "unreachable",
  );
  const { resolve } = resolvingTo([]);
  expect(await faultOf(ask("api.example.com", { resolve }))).toBe("unreachable");
  expect(await faultOf(ask("127.0.0.1", { inwardAllowed: true, signal: AbortSignal.abort() }))).toBe(
    "unreachable",
  );
});
