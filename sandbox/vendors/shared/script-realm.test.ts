import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import net from "node:net";
import { expect, it } from "vitest";
import { openRealm } from "./script-realm";

it("ends a promise that never ends, and this process still reads from its sockets", async () => {
  const realm = openRealm(300);
  // With a store in place, promises have hooks: those are what an interrupted callback leaves behind.
  const ran = await new AsyncLocalStorage<string>().run("any", () =>
    realm.evaluate("Promise.resolve().then(async () => { while (true) {} })"),
  );
  expect(ran).toMatchObject({ ok: false, isOver: true, error: "The script timed out." });
  expect(await realm.evaluate("'more'")).toMatchObject({ ok: false, isOver: true });

  const server = net.createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const socket = net.connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
  socket.write("a");
  expect(String((await once(socket, "data"))[0])).toBe("a");
  socket.destroy();
  server.close();
});

it("ends a script that takes more and more memory", async () => {
  const realm = openRealm(20_000);
  const ran = await realm.evaluate("var all = []; for (;;) all.push('x'.repeat(100_000) + all.length);");
  expect(ran).toMatchObject({ ok: false, isOver: true, error: "The script needed too much memory." });
});

it("keeps nothing of one script for the next", async () => {
  const first = openRealm(1_000);
  expect(await first.evaluate("var left = 'mine'; left", { input: "{}" })).toEqual({
    ok: true,
    value: "mine",
  });
  first.close();
  const second = openRealm(1_000);
  expect(await second.evaluate("typeof left + typeof __input")).toEqual({
    ok: true,
    value: "undefinedundefined",
  });
  second.close();
});

it.each([
  "process.exit(1)",
  "require('fs')",
  "this.constructor.constructor('return process')()",
  "eval('1')",
])("keeps a script inside its realm: %s", async (source) => {
  const realm = openRealm(1_000);
  expect(await realm.evaluate(source)).toMatchObject({ ok: false });
  realm.close();
});
