import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFlows } from "../compare/compare-flows";
import { buildFlow } from "../language/build-flow";
import { edgesOf } from "../language/edges";
import { handedTo, handOver, takeBack } from "./hand-over";

const flow = buildFlow<string>({
  name: "Voice agent",
  description: "",
  start: "welcome",
  blocks: {
    welcome: {
      type: "MessageParticipant",
      parameters: { Text: "Hello" },
      next: "set-queue",
      errors: { NoMatchingError: "set-queue" },
    },
    "set-queue": {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId: "q" },
      next: "queue",
      errors: { NoMatchingError: "queue" },
    },
    queue: {
      type: "TransferContactToQueue",
      errors: { QueueAtCapacity: "end", NoMatchingError: "end" },
    },
    end: { type: "DisconnectParticipant" },
  },
});

describe("a flow that goes on to another one", () => {
  it("leads every way to the transfer, and a failed transfer to the queue", () => {
    const joined = handOver(flow, "arn:other") ?? flow;
    const into = joined.Actions.flatMap((action) =>
      edgesOf(action)
        .filter(({ to }) => to === "set-queue")
        .map(() => action.Identifier),
    );
    expect(new Set(into)).toEqual(new Set(["to-agent-flow"]));
    expect(handedTo(joined)).toBe("arn:other");
  });

  it("is the same as before once that is taken back, however often it was handed over", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }), (targets) => {
        const joined = targets.reduce((each, target) => handOver(each, target) ?? each, flow);
        expect(handedTo(joined)).toBe(targets.at(-1));
        expect(compareFlows(flow, takeBack(joined))).toEqual([]);
        expect(takeBack(joined).Metadata).toEqual(flow.Metadata);
      }),
    );
  });

  it("is left alone when it has no queue to go to", () => {
    const without = { ...flow, Actions: flow.Actions.filter(({ Identifier }) => Identifier !== "set-queue") };
    expect(handOver(without, "arn:other")).toBeUndefined();
    expect(takeBack(flow)).toBe(flow);
  });
});
