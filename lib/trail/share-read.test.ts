import { expect, test } from "vitest";
import { shareRead } from "@/lib/trail/share-read";

function slowRead() {
  const asked: AbortSignal[] = [];
  const answers: ((value: string) => void)[] = [];
  const read = (signal: AbortSignal) => {
    asked.push(signal);
    return new Promise<string>((resolve) => answers.push(resolve));
  };
  return { asked, answers, read };
}

test("sources that ask for the same at the same time share one call, and a later one asks anew", async () => {
  const subject = {};
  const { asked, answers, read } = slowRead();
  const none = new AbortController().signal;
  const both = [shareRead(subject, "tree", none, read), shareRead(subject, "tree", none, read)];
  answers[0]?.("once");
  expect(await Promise.all(both)).toEqual(["once", "once"]);
  const later = shareRead(subject, "tree", none, read);
  answers[1]?.("anew");
  expect(await later).toBe("anew");
  expect(asked).toHaveLength(2);
});

test("who gives up leaves the call to the others, and the last one stops it", async () => {
  const subject = {};
  const { asked, read } = slowRead();
  const [first, second] = [new AbortController(), new AbortController()];
  const one = shareRead(subject, "tree", first.signal, read);
  const other = shareRead(subject, "tree", second.signal, read);
  first.abort(new Error("first"));
  await expect(one).rejects.toThrow("first");
  expect(asked[0]?.aborted).toBe(false);
  second.abort(new Error("second"));
  await expect(other).rejects.toThrow("second");
  expect(asked[0]?.aborted).toBe(true);
});

test("a failure is told to all who wait, and is not kept", async () => {
  const subject = {};
  const signal = new AbortController().signal;
  const failing = () => Promise.reject(new Error("denied"));
  const both = [shareRead(subject, "x", signal, failing), shareRead(subject, "x", signal, failing)];
  await expect(both[0]).rejects.toThrow("denied");
  await expect(both[1]).rejects.toThrow("denied");
  expect(await shareRead(subject, "x", signal, async () => "well")).toBe("well");
});
