import { expect, it, vi } from "vitest";
import { readBody } from "./read-body";

/** Without a length, as a chunked request comes; counts what was read of it. */
function chunked(chunks: Iterable<Uint8Array>) {
  let read = 0;
  let isCanceled = false;
  const all = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = all.next();
      if (next.done) return controller.close();
      read += next.value.byteLength;
      controller.enqueue(next.value);
    },
    cancel() {
      isCanceled = true;
    },
  });
  const request = new Request("http://127.0.0.1/", { method: "POST", body, duplex: "half" } as RequestInit);
  return { request, read: () => read, isCanceled: () => isCanceled };
}

const limit = 64 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text);
function* endless() {
  for (;;) yield new Uint8Array(1024);
}

it("a body without a length is read to the limit and no further", async () => {
  const { request, read, isCanceled } = chunked(endless());
  expect(request.headers.get("content-length")).toBeNull();
  expect(await readBody(request)).toBeUndefined();
  expect(read()).toBeLessThan(limit + 8 * 1024);
  expect(isCanceled()).toBe(true);
});

it("a body as large as the limit is whole, and one byte more is too much", async () => {
  const parts = (size: number) => [new Uint8Array(size - 1000).fill(97), new Uint8Array(1000).fill(97)];
  expect((await readBody(chunked(parts(limit)).request))?.length).toBe(limit);
  expect(await readBody(chunked(parts(limit + 1)).request)).toBeUndefined();
});

it("a letter that two chunks share stays whole: a signature is over it", async () => {
  const whole = bytes("é€😀");
  const split = [...whole].map((byte) => Uint8Array.of(byte));
  expect(await readBody(chunked(split).request)).toBe("é€😀");
});

it("a length that says too much is believed, and nothing is read; one that says too little isn't", async () => {
  const post = (length: string, body: string) =>
    new Request("http://127.0.0.1/", { method: "POST", headers: { "content-length": length }, body });
  expect(await readBody(post("70000", "x"))).toBeUndefined();
  expect((await readBody(post(String(limit), "x".repeat(limit))))?.length).toBe(limit);
  expect(await readBody(post("1", "x".repeat(limit + 1)))).toBeUndefined();
  expect(await readBody(new Request("http://127.0.0.1/", { method: "POST" }))).toBe("");
});

it("a body that breaks off, or doesn't end in time, is none", async () => {
  function* broken() {
    yield bytes("{");
    throw new Error("The connection is gone.");
  }
  expect(await readBody(chunked(broken()).request)).toBeUndefined();
  const clock = new AbortController();
  const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(clock.signal);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!clock.signal.aborted) controller.enqueue(bytes("{"));
      clock.abort();
    },
  });
  const slow = new Request("http://127.0.0.1/", { method: "POST", body, duplex: "half" } as RequestInit);
  expect(await readBody(slow)).toBeUndefined();
  expect(timeout).toHaveBeenCalledWith(10_000);
  timeout.mockRestore();
});
