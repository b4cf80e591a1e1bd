import { afterEach, expect, it } from "vitest";
import { openEventStream } from "./event-stream";

const held = globalThis as typeof globalThis & { patchbayStopping?: AbortController | undefined };
afterEach(() => {
  held.patchbayStopping = undefined;
});

const never = async () => () => undefined;
const running = async () => ({ event: { name: "run", data: { step: 1 } }, isLast: false });

it("tells the browser to reconnect, and ends, when the console stops", async () => {
  const stopping = new AbortController();
  held.patchbayStopping = stopping;
  const { signal } = new AbortController();
  const answer = openEventStream({ signal, listen: never, read: running });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!said.includes("event: run")) said += (await reader?.read())?.value ?? "";
  expect(said).toBe('retry: 1000\n\nevent: run\ndata: {"step":1}\n\n');

  stopping.abort();
  expect(await reader?.read()).toEqual({ done: false, value: "event: restart\nretry: 1000\ndata: {}\n\n" });
  expect(await reader?.read()).toMatchObject({ done: true });
});

it("is kept by no browser and no proxy, and passed on piece by piece", async () => {
  const { signal } = new AbortController();
  const answer = openEventStream({ signal, listen: never, read: running });
  expect(answer.headers.get("cache-control")?.split(", ")).toEqual(["no-store", "no-transform"]);
  expect(answer.headers.get("x-accel-buffering")).toBe("no");
  await answer.body?.cancel();
});

it("ends immediately when it is opened while the console is stopping", async () => {
  held.patchbayStopping = new AbortController();
  held.patchbayStopping.abort();
  const { signal } = new AbortController();
  const answer = openEventStream({ signal, listen: never, read: running });
  expect(await answer.text()).toContain("event: restart");
});
