import { execFileSync } from "node:child_process";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { makeDrain } from "./drain-server.mjs";

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** A server whose requests wait until the test answers them. */
async function holdingServer() {
  const waiting: http.ServerResponse[] = [];
  let arrived = () => {};
  const server = http.createServer();
  const drain = makeDrain(server);
  server.on("request", (_request, response) => {
    waiting.push(response);
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    drain,
    port,
    waiting,
    untilWaiting: (count: number) =>
      new Promise<void>((resolve) => {
        arrived = () => waiting.length >= count && resolve();
        arrived();
      }),
  };
}

/** The answer's text and its Connection header, or the error's code. */
function ask(port: number, agent?: http.Agent): Promise<string> {
  return new Promise((resolve) => {
    const request = http.request({ port, host: "127.0.0.1", method: "POST", ...(agent ? { agent } : {}) });
    request.on("error", (error) => resolve(String(Reflect.get(error, "code"))));
    request.on("response", (response) => {
      let text = "";
      response.on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve(`${text} ${response.headers.connection}`));
      response.on("error", () => resolve("cut"));
    });
    request.end("a form");
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

it("lets a request in hand have its whole answer, and takes no other", async () => {
  const { drain, port, waiting, untilWaiting } = await holdingServer();
  const answer = ask(port);
  await untilWaiting(1);
  waiting[0]?.writeHead(200);
  waiting[0]?.write("first half, ");
  const drained = drain.drain(5_000);
  while (await isListening(port));
  waiting[0]?.end("second half");
  expect(await answer).toMatch(/^first half, second half/);
  expect(await drained).toEqual({ cut: 0 });
});

it("tells whoever keeps connections that this one ends, also before the listening does", async () => {
  const { drain, port, waiting, untilWaiting } = await holdingServer();
  const agent = new http.Agent({ keepAlive: true });
  opened.push(() => agent.destroy());
  const before = ask(port, agent);
  await untilWaiting(1);
  drain.announce();
  waiting[0]?.end("in hand");
  expect(await before).toBe("in hand close");
  const after = ask(port, agent);
  await untilWaiting(2);
  waiting[1]?.end("announced");
  expect(await after).toBe("announced close");
});

it("doesn't wait for connections on which no one asks anything", async () => {
  const { drain, port } = await holdingServer();
  const silent = net.connect(port, "127.0.0.1");
  await new Promise((resolve) => silent.once("connect", resolve));
  const closed = new Promise((resolve) => silent.once("close", resolve));
  const began = Date.now();
  expect(await drain.drain(10_000)).toEqual({ cut: 0 });
  expect(Date.now() - began).toBeLessThan(3_000);
  await closed;
});

it("cuts what isn't finished when the time is up, and says how many", async () => {
  const { drain, port, untilWaiting } = await holdingServer();
  const answers = [ask(port), ask(port)];
  await untilWaiting(2);
  expect(await drain.drain(100)).toEqual({ cut: 2 });
  expect(await Promise.all(answers)).toEqual(["ECONNRESET", "ECONNRESET"]);
});

it("hears those whom the system has let in and the program hasn't seen yet", async () => {
  const { drain, port, waiting } = await holdingServer();
  // While this process stands still, the system takes the connections of another one.
  const program = `const net = require("node:net");
    for (let count = 0; count < 20; count += 1) {
      const socket = net.connect(${port}, "127.0.0.1", () => socket.end("GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"));
      socket.on("finish", () => socket.unref());
    }`;
  execFileSync(process.execPath, ["-e", program]);
  await drain.drain(5_000);
  expect(waiting).toHaveLength(20);
});
