import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createSecureServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeSelfSigned } from "../../testing/self-signed";
import type { RequestFault } from "../host-guard";
import { postRepeatable } from "./post-repeatable";

const selfSigned = makeSelfSigned();
const answerOf = (text: string, status = 200) =>
  `HTTP/1.1 ${status} Some words\r\nContent-Length: ${text.length}\r\n\r\n${text}`;

describe.each(["http", "https"])("over %s", (scheme) => {
  let server: Server;
  let url: URL;
  let sockets: Socket[];
  /** Bodies, and over which of the sockets they came. */
  let heard: string[];
  /** What the other side does with a request: the first counts, the last stays. */
  let does: ((socket: Socket, body: string) => void)[];

  const echo = (socket: Socket, body: string) => socket.write(answerOf(body));
  const silence = () => {};
  const hangUp = (socket: Socket) => socket.destroy();

  beforeEach(async () => {
    // The certificates' own test is in connection.test.ts.
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    vi.spyOn(process, "emitWarning").mockReturnValue();
    sockets = [];
    heard = [];
    does = [echo];
    const serve = (socket: Socket) => {
      const number = sockets.push(socket) - 1;
      socket.on("error", () => {});
      socket.on("data", (bytes) => {
        const body = bytes.toString().split("\r\n\r\n")[1] ?? "";
        heard.push(`${body} over ${number}`);
        const [first = silence] = does;
        if (does.length > 1) does.shift();
        first(socket, body);
      });
    };
    // What a test writes is there at once.
    const noDelay = true;
    server =
      scheme === "http"
        ? createServer({ noDelay }, serve)
        : createSecureServer({ ...selfSigned, noDelay }, serve);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = new URL(`${scheme}://localhost:${(server.address() as AddressInfo).port}/`);
  });
  afterEach(async () => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const post = async (body: string, timeoutMs = 2000, headers = {}) =>
    (await postRepeatable({ url, headers, body, timeoutMs, inwardAllowed: true })).text;
  const faultOf = (work: Promise<unknown>): Promise<RequestFault | "none"> =>
    work.then(
      () => "none" as const,
      (error: { fault: RequestFault }) => error.fault,
    );

  test("a connection is kept for the next request", async () => {
    expect([await post("one"), await post("two")]).toEqual(["one", "two"]);
    expect(heard).toEqual(["one over 0", "two over 0"]);
  });

  test.each([
    ["a second response", answerOf("not asked for")],
    ["the beginning of one", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"],
    ["an end of line", "\r\n"],
  ])("%s that nobody asked for isn't taken for the next answer", async (_what, bytes) => {
    expect(await post("one")).toBe("one");
    // Nothing has looked at the connection when the next request comes, as after Lambda was frozen.
    sockets[0]?.write(bytes);
    expect(await post("two")).toBe("two");
    expect(heard).toEqual(["one over 0", "two over 1"]);
  });

  test("one that the other side has closed isn't used", async () => {
    expect(await post("one")).toBe("one");
    sockets[0]?.end();
    expect(await post("two")).toBe("two");
    expect(heard).toEqual(["one over 0", "two over 1"]);
  });

  test("one that is closed by the time the request comes is replaced, once", async () => {
    expect(await post("one")).toBe("one");
    does = [hangUp, echo];
    expect(await post("two")).toBe("two");
    does = [hangUp];
    expect(await faultOf(post("three"))).toBe("unreachable");
    expect(await faultOf(post("four"))).toBe("unreachable");
    expect(heard.slice(1)).toEqual([
      "two over 0",
      "two over 1",
      "three over 1",
      "three over 2",
      "four over 3",
    ]);
  });

  test("408 crossed the request where the connection was kept, and is the answer over a new one", async () => {
    const tooLate = (socket: Socket) => socket.end(answerOf("", 408));
    expect(await post("one")).toBe("one");
    does = [tooLate, echo];
    expect(await post("two")).toBe("two");
    expect(heard.slice(1)).toEqual(["two over 0", "two over 1"]);
    does = [tooLate];
    const { status } = await postRepeatable({
      url,
      headers: {},
      body: "three",
      timeoutMs: 2000,
      inwardAllowed: true,
    });
    expect(status).toBe(408);
    expect(heard.slice(3)).toEqual(["three over 1", "three over 2"]);
  });

  test.each([
    [
      "half a response and its end",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Le"),
      "unreachable",
    ],
    [
      "half a response and silence",
      (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Le"),
      "timeout",
    ],
    ["rubbish", (socket: Socket) => socket.write("rubbish\r\n\r\n"), "unreachable"],
  ])("%s over a kept connection is no reason to ask again", async (_what, half, fault) => {
    expect(await post("one")).toBe("one");
    does = [half, echo];
    expect(await faultOf(post("two", 800))).toBe(fault);
    expect(heard.slice(1)).toEqual(["two over 0"]);
    expect(await post("three")).toBe("three");
    expect(heard.slice(2)).toEqual(["three over 1"]);
  });

  test("one that was idle for more than half a minute is closed, and a new one used", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await post("one");
    vi.setSystemTime(Date.now() + 30_000);
    await post("two");
    vi.setSystemTime(Date.now() + 30_001);
    await post("three");
    // The clock was set: how long it was is unknown.
    vi.setSystemTime(Date.now() - 1);
    await post("four");
    expect(heard).toEqual(["one over 0", "two over 0", "three over 1", "four over 2"]);
    await vi.waitFor(() => expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true, false]));
  });

  test("one that has become silent leaves the request half of its time over a new one", async () => {
    await post("one");
    does = [silence, echo];
    expect(await post("two", 1000)).toBe("two");
    expect(heard.slice(1)).toEqual(["two over 0", "two over 1"]);
    await vi.waitFor(() => expect(sockets[0]?.destroyed).toBe(true));
    await post("three");
    expect(heard.slice(3)).toEqual(["three over 1"]);
  });

  test("the first answer counts where the kept one was only slow, and the other connection is closed", async () => {
    await post("one");
    const first = sockets[0];
    does = [silence, () => first?.write(answerOf("late"))];
    expect(await post("two", 1000)).toBe("late");
    expect(heard.slice(1)).toEqual(["two over 0", "two over 1"]);
    await vi.waitFor(() => expect(sockets[1]?.destroyed).toBe(true));
  });

  test("silence over both ends within the request's time", async () => {
    await post("one");
    does = [silence];
    const startedAt = performance.now();
    expect(await faultOf(post("two", 800))).toBe("timeout");
    // Twice its time, one after the other, would be 1600.
    expect(performance.now() - startedAt).toBeLessThan(1500);
    await vi.waitFor(() => expect(sockets.every(({ destroyed }) => destroyed)).toBe(true));
  });

  test("one to a private address that was allowed isn't used where none is", async () => {
    url.hostname = "127.0.0.1";
    await post("one");
    const request = { url, headers: {}, body: "two", timeoutMs: 2000 };
    expect(await faultOf(postRepeatable({ ...request, inwardAllowed: false }))).toBe("inward");
    expect(heard).toEqual(["one over 0"]);
    expect(await post("three")).toBe("three");
    expect(heard.slice(1)).toEqual(["three over 0"]);
  });

  test("a header that is refused leaves no connection open", async () => {
    await post("one");
    expect(await faultOf(post("two", 2000, { accept: "a\r\nx: y" }))).toBe("unreachable");
    expect(heard).toEqual(["one over 0"]);
    await vi.waitFor(() => expect(sockets.every(({ destroyed }) => destroyed)).toBe(true));
  });
});
