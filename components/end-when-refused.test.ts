import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endWhenRefused } from "./end-when-refused";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A stream that sends when it is told to, and never ends by itself. */
function openStream() {
  let send: (text: string) => void = () => undefined;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  return { answer: new Response(body), send: (text: string) => send(text), wasCancelled: () => isCancelled };
}

function readerOf(answer: Response) {
  return answer.body?.pipeThrough(new TextDecoderStream()).getReader();
}

describe("a stream", () => {
  it("ends within seconds, even when silent, once its reader loses access", async () => {
    let may = true;
    const stream = openStream();
    const reader = readerOf(endWhenRefused(stream.answer, async () => may));
    stream.send("one");
    expect(await reader?.read()).toMatchObject({ value: "one" });
    const next = reader?.read();
    await vi.advanceTimersByTimeAsync(30_000);
    may = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await next).toMatchObject({ done: true });
    expect(stream.wasCancelled()).toBe(true);
  });

  it("sends nothing more on a permission check that is older than a second", async () => {
    const stream = openStream();
    const reader = readerOf(endWhenRefused(stream.answer, async () => false));
    vi.setSystemTime(Date.now() + 1_500);
    stream.send("secret");
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  it("neither ends nor sends while access can't be checked", async () => {
    let isAway = true;
    const stream = openStream();
    const reader = readerOf(
      endWhenRefused(stream.answer, async () => {
        if (isAway) throw new Error("away");
        return true;
      }),
    );
    const next = reader?.read();
    await vi.advanceTimersByTimeAsync(9_000);
    isAway = false;
    await vi.advanceTimersByTimeAsync(3_000);
    stream.send("later");
    expect(await next).toMatchObject({ value: "later" });
  });

  it("isn't checked while no one reads it", async () => {
    const asked = vi.fn(async () => true);
    endWhenRefused(openStream().answer, asked);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).not.toHaveBeenCalled();
  });

  it("is passed on in full when it ends on its own, with its status and headers", async () => {
    const asked = vi.fn(async () => true);
    const answer = endWhenRefused(Response.json({ a: 1 }, { status: 202, headers: { "x-a": "b" } }), asked);
    expect(answer.status).toBe(202);
    expect(answer.headers.get("x-a")).toBe("b");
    expect(await answer.json()).toEqual({ a: 1 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).not.toHaveBeenCalled();
  });
});
