import { describe, expect, it } from "vitest";
import { AnswerLostError } from "@/lib/aws/lost-answer";
import { noteOperation } from "@/lib/aws/operation-of-error";
import { ProblemError } from "@/lib/kernel/result";
import { tryDespiteLostAnswers } from "./despite-lost-answers";
import type { Observed } from "./observed";

function awsError(name: string, httpStatusCode: number | undefined): Error {
  const error = Object.assign(new Error(name), { name, $fault: "client", $metadata: { httpStatusCode } });
  noteOperation(error, "logs", "CreateLogGroup");
  return error;
}
const lost = () => awsError("InternalFailure", 500);
const exists = () => awsError("ResourceAlreadyExistsException", 400);

function lostCreate(): Error {
  const error = new AnswerLostError(new Error("socket hang up"));
  noteOperation(error, "chime", "CreateVoiceConnector");
  return error;
}

function group(parts: number): Observed<object> {
  return { state: { parts }, outputs: { name: "g" }, ownership: { kind: "ours" } };
}

/** A thing of several parts, each made by one call; `failures` says what the caller is told of the nth call. */
function thingOf(parts: number, failures: (Error | undefined)[], takesEffect = true) {
  let made = 0;
  let calls = 0;
  return {
    calls: () => calls,
    made: () => made,
    apply: () =>
      tryDespiteLostAnswers({
        signal: new AbortController().signal,
        seen: undefined,
        look: async () => (made === 0 ? undefined : group(made)),
        attempt: async (seen) => {
          for (
            let next = (seen?.state as { parts: number } | undefined)?.parts ?? 0;
            next < parts;
            next += 1
          ) {
            const failure = failures[calls];
            calls += 1;
            if (failure === undefined || takesEffect) made = Math.max(made, next + 1);
            if (failure !== undefined) throw failure;
          }
          return "whole";
        },
      }),
  };
}

describe("making a thing although answers are lost", () => {
  it("continues from what each lost response left, however many parts there are", async () => {
    const thing = thingOf(6, [lost(), exists(), lost(), exists(), lost(), lost()]);
    expect(await thing.apply()).toBe("whole");
    expect(thing.calls()).toBe(6);
  });

  it("sends a call again that had no effect", async () => {
    const thing = thingOf(1, [lost(), lost()], false);
    expect(await thing.apply()).toBe("whole");
  });

  it("gives up with AWS's message when nothing changes", async () => {
    const thing = thingOf(1, Array.from({ length: 20 }, lost), false);
    await expect(thing.apply()).rejects.toMatchObject({ name: "InternalFailure" });
    expect(thing.calls()).toBe(6);
  });

  it("gives up after a bounded number of tries, also when each leaves something more", async () => {
    const thing = thingOf(40, Array.from({ length: 40 }, lost));
    await expect(thing.apply()).rejects.toMatchObject({ name: "InternalFailure" });
    expect(thing.calls()).toBe(12);
  });

  it.each([
    ["looks again when AWS says that the thing is there and shows it late", exists, 3, 2],
    ["looks for what a create made whose answer was lost before it is sent again", lostCreate, 2, 1],
  ])("%s", async (_title, failure, shownAtLook, sent) => {
    let looks = 0;
    let calls = 0;
    const made = await tryDespiteLostAnswers({
      signal: new AbortController().signal,
      seen: undefined,
      look: async () => {
        looks += 1;
        return looks < shownAtLook ? undefined : group(1);
      },
      attempt: async (seen) => {
        if (seen !== undefined) return "what is there";
        calls += 1;
        throw failure();
      },
    });
    expect(made).toBe("what is there");
    expect(calls).toBe(sent);
  });

  it.each([
    ["AccessDeniedException", 403],
    ["ThrottlingException", 400],
    ["ExpiredTokenException", 403],
    ["ServiceQuotaExceededException", 402],
  ])("takes %s for an answer, whatever else was made", async (name, status) => {
    const thing = thingOf(2, [awsError(name, status)]);
    await expect(thing.apply()).rejects.toMatchObject({ name });
    expect(thing.calls()).toBe(1);
  });

  it("accepts a refusal when the attempt left nothing", async () => {
    const thing = thingOf(2, [awsError("ValidationException", 400)], false);
    await expect(thing.apply()).rejects.toMatchObject({ name: "ValidationException" });
    expect(thing.calls()).toBe(1);
  });

  it("doesn't repeat what failed for a reason of our own, or what was stopped before it was sent", async () => {
    const stopped = new Error("This worker no longer holds this deployment.");
    noteOperation(stopped, "logs", "CreateLogGroup");
    const problem = new ProblemError({ code: "x", sentence: "x", wayOut: "x" });
    for (const reason of [problem, stopped]) {
      const thing = thingOf(2, [reason]);
      await expect(thing.apply()).rejects.toBe(reason);
      expect(thing.calls()).toBe(1);
    }
  });
});
