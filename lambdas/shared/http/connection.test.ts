import type { lookup } from "node:dns";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createSecureServer } from "node:tls";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RequestFault } from "../host-guard";
import { Connection, type Post } from "./connection";

let server: Server;
let url: URL;
let sockets: Socket[];
let heard: string[];
/** What the other side does with what it hears. */
let answer: (socket: Socket, text: string) => void;

beforeEach(async () => {
  sockets = [];
  heard = [];
  answer = (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard.push(chunk.toString());
      answer(socket, chunk.toString());
    });
  });
  url = await listen(server);
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function listen(listening: Server): Promise<URL> {
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/path?a=1`);
}

const open = () => new Connection({ url, inwardAllowed: true });
const post = (connection: Connection, more: Partial<Post> = {}) =>
  connection.post({
    url,
    headers: { accept: "text/plain" },
    body: "grüße",
    timeoutMs: 2000,
    keepAlive: false,
    ...more,
  });
const faultOf = (work: Promise<unknown>): Promise<RequestFault | "none"> =>
  work.then(
    () => "none" as const,
    (error: { fault: RequestFault }) => error.fault,
  );
const resolvingTo = (...addresses: string[]) =>
  ((_name: string, _options: unknown, callback: (...said: unknown[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    )) as unknown as typeof lookup;

test("a request is sent as written, and its connection closed after the response", async () => {
  const connection = open();
  expect(await post(connection)).toEqual({ status: 200, text: "ok" });
  expect(heard).toEqual([
    `POST /path?a=1 HTTP/1.1\r\nhost: ${url.host}\r\naccept: text/plain\r\ncontent-length: 7\r\nconnection: close\r\n\r\ngrüße`,
  ]);
  expect(connection.isOpen).toBe(false);
  expect(await faultOf(post(connection))).toBe("unreachable");
});

test("it is opened before there is anything to send", async () => {
  const connection = open();
  await vi.waitFor(() => expect(sockets).toHaveLength(1));
  expect(heard).toEqual([]);
  expect((await post(connection)).status).toBe(200);
  expect(sockets).toHaveLength(1);
});

test("one that is kept carries the next request, until the other side closes it", async () => {
  const connection = open();
  for (const body of ["one", "two"]) await post(connection, { body, keepAlive: true });
  expect(sockets).toHaveLength(1);
  connection.keep();
  sockets[0]?.end();
  await vi.waitFor(() => expect(connection.isOpen).toBe(false));
});

test("whether it can be used is asked of the system: what came before anything looked closes it", async () => {
  const meanwhile: ((socket: Socket) => void)[] = [
    (socket) => socket.write("x"),
    (socket) => socket.end(),
    (socket) => socket.resetAndDestroy(),
  ];
  for (const [number, happens] of meanwhile.entries()) {
    const connection = open();
    await post(connection, { keepAlive: true });
    connection.keep();
    expect(await connection.isUsable()).toBe(true);
    const socket = sockets[number];
    if (socket) happens(socket);
    expect(await connection.isUsable()).toBe(false);
    expect(connection.isOpen).toBe(false);
  }
});

test("one whose request was answered before all of it had left carries no other", async () => {
  answer = (socket) => {
    socket.pause();
    if (heard.length === 1) socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
  };
  const connection = open();
  const { status } = await post(connection, { body: "x".repeat(32 * 1024 * 1024), keepAlive: true });
  expect(status).toBe(413);
  expect(connection.isOpen).toBe(false);
});

test("one request at a time: a second finds no answer of the first", async () => {
  const connection = open();
  const first = post(connection, { keepAlive: true });
  expect(await faultOf(post(connection))).toBe("unreachable");
  expect((await first).status).toBe(200);
});

test("bytes that come before a question aren't its answer", async () => {
  const connection = open();
  await vi.waitFor(() => expect(sockets).toHaveLength(1));
  sockets[0]?.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  await vi.waitFor(() => expect(connection.isOpen).toBe(false));
  expect(await faultOf(post(connection))).toBe("unreachable");
  expect(heard).toEqual([]);
});

test("a private address is refused, as a literal and among a name's, and nothing is connected", async () => {
  for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"]) {
    const inward = new URL(`http://${host}:${url.port}/`);
    const connection = new Connection({ url: inward, inwardAllowed: false });
    expect(connection.isOpen).toBe(false);
    expect(await faultOf(post(connection))).toBe("inward");
  }
  const named = new URL(`http://api.example.com:${url.port}/`);
  for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"]]) {
    const resolve = resolvingTo(...addresses);
    expect(await faultOf(post(new Connection({ url: named, inwardAllowed: false, resolve })))).toBe("inward");
  }
  expect(sockets).toEqual([]);
});

test("a redirect is returned, not followed", async () => {
  answer = (socket) =>
    socket.write(`HTTP/1.1 307 Elsewhere\r\nLocation: ${url.href}\r\nContent-Length: 0\r\n\r\n`);
  expect((await post(open())).status).toBe(307);
  expect(sockets).toHaveLength(1);
});

test.each<[string, RequestFault, (socket: Socket) => void]>([
  ["silence", "timeout", () => {}],
  ["half a response, then silence", "timeout", (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Le")],
  [
    "half a response, then the end",
    "unreachable",
    (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
  ],
  ["a hang-up", "unreachable", (socket) => socket.destroy()],
  ["rubbish", "unreachable", (socket) => socket.write("rubbish\r\n\r\n")],
  [
    "a header that never ends",
    "unreachable",
    (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(17_000)}`),
  ],
  [
    "chunks that never end",
    "too-large",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      const more = () => {
        while (!socket.destroyed && socket.write("1\r\nx\r\n".repeat(1000)));
      };
      socket.on("drain", more);
      more();
    },
  ],
  [
    "more than a megabyte",
    "too-large",
    (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(1100 * 1024)}`),
  ],
])("%s is no success: %s, and the connection is closed", async (_what, fault, does) => {
  answer = does;
  const connection = open();
  expect(await faultOf(post(connection, { timeoutMs: 250, keepAlive: true }))).toBe(fault);
  expect(connection.isOpen).toBe(false);
  expect(await faultOf(post(connection))).toBe(fault);
  expect(heard).toHaveLength(1);
});

test("a closed port is unreachable", async () => {
  const closed = new URL("http://127.0.0.1:9/");
  expect(await faultOf(post(new Connection({ url: closed, inwardAllowed: true })))).toBe("unreachable");
});

test("a header can't become two: nothing is sent, and the connection is closed", async () => {
  const connection = open();
  await vi.waitFor(() => expect(sockets).toHaveLength(1));
  expect(await faultOf(post(connection, { headers: { accept: "a\r\nx: y" } }))).toBe("unreachable");
  expect(connection.isOpen).toBe(false);
  expect(await faultOf(post(connection))).toBe("unreachable");
  expect(heard).toEqual([]);
  await vi.waitFor(() => expect(sockets[0]?.destroyed).toBe(true));
});

test("over TLS the host's name is told, and nothing is sent to one without a certificate for it", async () => {
  const names: string[] = [];
  const secure = createSecureServer({
    SNICallback: (name, callback) => {
      names.push(name);
      callback(null);
    },
  });
  secure.on("tlsClientError", () => {});
  const { port } = await listen(secure);
  const secureUrl = new URL(`https://localhost:${port}/`);
  expect(await faultOf(post(new Connection({ url: secureUrl, inwardAllowed: true })))).toBe("unreachable");
  expect(names).toEqual(["localhost"]);
  await new Promise((resolve) => secure.close(resolve));
});
