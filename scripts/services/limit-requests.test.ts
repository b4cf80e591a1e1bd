import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cookiesOf } from "@/lib/access/auth/cookies";
import {
  bodyLimitOf,
  limitRequests,
  maxRequestsOfOneSession,
  maxStreamsOfOneSession,
  usualBodyBytes,
} from "./limit-requests.mjs";

let server: http.Server;
let origin = "";
let port = 0;
let handled: number[] = [];
/** Requests to /wait stay open until this is called. */
let letGo: () => void = () => undefined;

beforeEach(async () => {
  handled = [];
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  server = http.createServer(
    limitRequests(async (request, response) => {
      let bytes = 0;
      for await (const piece of request) bytes += piece.length;
      handled.push(bytes);
      if (request.url?.endsWith("/wait") || request.url?.endsWith("/events")) await gate;
      response.end(String(bytes));
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  letGo();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = (path: string, bytes: number) =>
  fetch(origin + path, { method: "POST", body: Buffer.alloc(bytes, "a") });

/** Bytes as they are on the wire, and the status line of the answer. */
function send(head: string, body: Iterable<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
    // Whoever is cut off while it sends has been answered already.
    socket.on("error", () => (answer ? undefined : reject(new Error("no answer"))));
    socket.write(head);
    for (const piece of body) socket.write(piece);
  });
}

describe("a body", () => {
  test("within the limit arrives as it was sent, whole and in pieces", async () => {
    expect(await (await post("/any", usualBodyBytes)).text()).toBe(String(usualBodyBytes));
    const pieces = ["400\r\n", "a".repeat(0x400), "\r\n", "0\r\n\r\n"];
    const head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await send(head, pieces)).toBe("HTTP/1.1 200 OK");
    expect(handled).toEqual([usualBodyBytes, 0x400]);
  });

  test("that says it is larger is refused before it is read", async () => {
    const head = `POST /api/auth/callback/credentials HTTP/1.1\r\nHost: x\r\nContent-Length: ${450 * 2 ** 20}\r\n\r\n`;
    expect(await send(head, [])).toBe("HTTP/1.1 413 Payload Too Large");
    expect(handled).toEqual([]);
  });

  test("without a length is counted, and refused once it is too large", async () => {
    const head = "POST /any HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const pieces = Array.from({ length: 20 }, () => `2000\r\n${"a".repeat(0x2000)}\r\n`);
    expect(await send(head, pieces)).toBe("HTTP/1.1 413 Payload Too Large");
    expect(handled).toEqual([]);
  });

  test.each([
    ["/acme/flows/import", 1_100_000],
    ["/acme/flows", 1_100_000],
    ["/acme/flows/9b2f/edit?x=1", 1_100_000],
    ["/acme/agent", 1_100_000],
    ["/acme/agent/more", usualBodyBytes],
    ["/acme/agents", usualBodyBytes],
    ["/acme/connections", usualBodyBytes],
    ["/sign-in?next=/acme/flows/import", usualBodyBytes],
    ["/api/auth/callback/credentials", usualBodyBytes],
    [undefined, usualBodyBytes],
  ])("to %s may have %d bytes", (address, limit) => {
    expect(bodyLimitOf(address)).toBe(limit);
  });

  test("of a flow is taken where one is imported, and nowhere else", async () => {
    expect((await post("/acme/flows/import", 900_000)).status).toBe(200);
    expect((await post("/acme/contacts", 900_000)).status).toBe(413);
  });
});

test("one session has so many requests at a time; the next one is told so, and others go on", async () => {
  const cookie = (name: string) => ({
    headers: { cookie: `a=1; ${cookiesOf({ isHttps: false }).sessionToken?.name}=${name}` },
  });
  const waiting = Array.from({ length: maxRequestsOfOneSession }, () =>
    fetch(`${origin}/wait`, cookie("one")),
  );
  await vi.waitFor(() => expect(handled).toHaveLength(maxRequestsOfOneSession), 10_000);
  const refused = await fetch(`${origin}/any`, cookie("one"));
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("5");
  expect(await refused.json()).toMatchObject({ problem: { code: "too-many-requests" } });
  expect((await fetch(`${origin}/any`, cookie("two"))).status).toBe(200);
  letGo();
  await Promise.all((await Promise.all(waiting)).map((answer) => answer.text()));
  expect((await fetch(`${origin}/any`, cookie("one"))).status).toBe(200);
});

test("one session has so many streams; the next one is told so, and its pages go on", async () => {
  const name = cookiesOf({ isHttps: true }).sessionToken?.name;
  const init = { headers: { cookie: `${name}=one` } };
  const events = `${origin}/api/acme/deployments/1/events`;
  const waiting = Array.from({ length: maxStreamsOfOneSession }, () => fetch(events, init));
  await vi.waitFor(() => expect(handled).toHaveLength(maxStreamsOfOneSession), 10_000);
  const refused = await fetch(`${events}?again=1`, init);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ problem: { code: "too-many-streams" } });
  expect((await fetch(`${origin}/acme/overview`, init)).status).toBe(200);
  letGo();
  await Promise.all((await Promise.all(waiting)).map((answer) => answer.text()));
  expect((await fetch(events, init)).status).toBe(200);
});
