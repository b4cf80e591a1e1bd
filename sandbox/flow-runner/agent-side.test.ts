import { describe, expect, it } from "vitest";
import type { ShownView } from "./agent-view";
import type { CallState } from "./call-state";
import type { FlowWorld } from "./flow-world";
import type { StreamDirections } from "./media-stream";
import { runFlow } from "./run-flow";
import { type BlockSketch, fakeCall, fakeWorld, runnable, sketchFlow } from "./testing/fake-world";

const end: BlockSketch = { type: "DisconnectParticipant" };

async function run(
  blocks: Record<string, BlockSketch>,
  changes: Partial<FlowWorld> = {},
  { call = fakeCall(), type = "CONTACT_FLOW" }: { call?: CallState; type?: string } = {},
) {
  const world = fakeWorld(changes);
  const [start = ""] = Object.keys(blocks);
  const { how, blocks: ran } = await runFlow(runnable(sketchFlow(start, blocks), type), call, world);
  return { how, path: ran.map(({ identifier }) => identifier), log: world.entries, call };
}

function streaming(MediaDirections: string[], MediaStreamingState = "Enabled"): BlockSketch {
  const Participants = [{ ParticipantType: "Customer", MediaDirections }];
  const parameters = { MediaStreamingState, MediaStreamType: "Audio", Participants };
  return {
    type: "UpdateContactMediaStreamingBehavior",
    parameters,
    next: "on",
    errors: { NoMatchingError: "off" },
  };
}

describe("media streaming", () => {
  it("starts with the sides that the block names, and a function's event and references tell of it as text", async () => {
    const asked: StreamDirections[] = [];
    const events: string[] = [];
    const blocks = {
      start: streaming(["From"]),
      on: {
        type: "InvokeLambdaFunction",
        parameters: { LambdaFunctionARN: "arn:f" },
        next: "set",
        errors: { NoMatchingError: "off" },
      },
      set: {
        type: "UpdateContactAttributes",
        parameters: { Attributes: { stream: "$.MediaStreams.Customer.Audio.StreamARN" } },
        next: "off",
      },
      off: end,
    };
    const { path, log, call } = await run(blocks, {
      startStreaming(directions, of) {
        asked.push(directions);
        const stream = {
          streamArn: "arn:stream",
          startFragmentNumber: "91343852333181432392682062622220590765191907586",
        };
        of.mediaStream = { ...stream, startedAt: 1565781909613, stoppedAt: undefined, directions };
        return true;
      },
      invokeLambda: async ({ event }) => {
        events.push(event);
        return { kind: "answered", payload: "{}" };
      },
    });
    expect(path).toEqual(["start", "on", "set", "off"]);
    expect(asked).toEqual([{ from: true, to: false }]);
    expect(JSON.parse(events[0] ?? "").Details.ContactData.MediaStreams).toEqual({
      Customer: {
        Audio: {
          StreamARN: "arn:stream",
          StartTimestamp: "1565781909613",
          StartFragmentNumber: "91343852333181432392682062622220590765191907586",
        },
      },
    });
    expect(call.attributes.stream).toBe("arn:stream");
    expect(log[0]).toMatchObject({ ContactFlowModuleType: "StartMediaStreaming" });
    expect(log[0]).not.toHaveProperty("Results");
  });

  it("takes the error branch, and logs an error, where the instance has none or the flow is a hold flow", async () => {
    const blocks = { start: streaming(["From", "To"]), on: end, off: end };
    const none = await run(blocks, { startStreaming: () => false });
    expect(none.path).toEqual(["start", "off"]);
    expect(none.log[0]).toMatchObject({ ContactFlowModuleType: "StartMediaStreaming", Results: "Error" });
    const onHold = await run(blocks, { startStreaming: () => true }, { type: "CUSTOMER_HOLD" });
    expect(onHold.path).toEqual(["start", "off"]);
    const chat = await run(blocks, { startStreaming: () => true }, { call: fakeCall({ channel: "CHAT" }) });
    expect(chat.path).toEqual(["start", "off"]);
  });

  it("stops, under the older name of its own", async () => {
    let stops = 0;
    const { path, log } = await run(
      { stop: streaming(["From", "To"], "Disabled"), on: end, off: end },
      {
        stopStreaming() {
          stops += 1;
        },
      },
    );
    expect({ path, stops }).toEqual({ path: ["stop", "on"], stops: 1 });
    expect(log[0]?.ContactFlowModuleType).toBe("StopMediaStreaming");
  });
});

describe("a view", () => {
  const show: BlockSketch = {
    type: "ShowView",
    parameters: {
      ViewResource: { Id: "arn:aws:connect:us-east-1:aws:view/form:1" },
      InvocationTimeLimitSeconds: "54000",
      ViewData: { Heading: "For $.CustomerEndpoint.Address", Own: "$.Heading", Sections: [{ Items: [] }] },
    },
    conditions: [["Equals", "Next", "keep"]],
    errors: { NoMatchingCondition: "other", NoMatchingError: "wrong", TimeLimitExceeded: "late" },
    next: "wrong",
  };
  const blocks = {
    show,
    keep: {
      type: "UpdateContactAttributes",
      parameters: {
        TargetContact: "Related",
        Attributes: {
          Disposition: "$.Views.ViewResultData.FormData.disposition.0",
          PostContactSurvey: "$.Views.ViewResultData.FormData.survey.0",
          Missing: "$.Views.ViewResultData.FormData.constructor",
        },
      },
      next: "other",
      errors: { NoMatchingError: "wrong" },
    },
    other: end,
    wrong: end,
    late: end,
  };
  const findView = () => ({ id: "form", actions: ["Back", "Next", "Step"] });

  it("gets the block's data, branches on what the agent does, and sets attributes on the related contact", async () => {
    const related = fakeCall({ contactId: "voice" });
    const shown: ShownView[] = [];
    const { path, log } = await run(
      blocks,
      {
        findView,
        async showView(view) {
          shown.push(view);
          const FormData = { disposition: ["resolved"], survey: ["true"] };
          return { kind: "answered", action: "Next", result: { FormData } };
        },
      },
      { call: fakeCall({ related }) },
    );
    expect(path).toEqual(["show", "keep", "other"]);
    expect(shown[0]).toMatchObject({
      timeLimitSeconds: 54_000,
      data: { Heading: "For +12065550199", Own: "$.Heading", Sections: [{ Items: [] }] },
    });
    expect(related.attributes).toEqual({ Disposition: "resolved", PostContactSurvey: "true", Missing: "" });
    expect(log.find(({ ContactFlowModuleType }) => ContactFlowModuleType === "SetAttributes")).toMatchObject({
      Parameters: { AddAttributeToRelatedContact: "true" },
    });
    expect(
      JSON.stringify(log.filter(({ ContactFlowModuleType }) => ContactFlowModuleType === "ShowView")),
    ).not.toContain("resolved");
  });

  it("has branches for another action, no answer in time, no such view, and nobody to show it to", async () => {
    const answer = (action: string) => async () => ({ kind: "answered", action, result: {} }) as const;
    expect((await run(blocks, { findView, showView: answer("Back") })).path.at(-1)).toBe("other");
    expect((await run(blocks, { findView, showView: async () => ({ kind: "timed-out" }) })).path.at(-1)).toBe(
      "late",
    );
    expect((await run(blocks, { showView: answer("Next") })).path.at(-1)).toBe("wrong");
    expect((await run(blocks, { findView })).path.at(-1)).toBe("wrong");
  });

  it("can't set attributes of a related contact when there is none", async () => {
    const showView = async () => ({ kind: "answered", action: "Next", result: {} }) as const;
    expect((await run(blocks, { findView, showView })).path).toEqual(["show", "keep", "wrong"]);
  });
});

describe("a flow beside the call", () => {
  it("only fits the hook of its type", async () => {
    const hook = (name: string, type: string) =>
      run(
        {
          set: {
            type: "UpdateContactEventHooks",
            parameters: { EventHooks: { [name]: "arn:flow" } },
            next: "good",
            errors: { NoMatchingError: "bad" },
          },
          good: end,
          bad: end,
        },
        { findFlow: () => runnable(sketchFlow("a", { a: end }), type) },
      );
    expect((await hook("AgentWhisper", "AGENT_WHISPER")).call.eventHooks).toEqual({
      AgentWhisper: "arn:flow",
    });
    expect((await hook("AgentWhisper", "CONTACT_FLOW")).path.at(-1)).toBe("bad");
    expect((await hook("DisconnectAgentUI", "CONTACT_FLOW")).path.at(-1)).toBe("good");
  });

  it("ends without ending the call", async () => {
    const finish = { done: { type: "EndFlowExecution" } };
    expect((await run(finish, {}, { type: "AGENT_WHISPER" })).how).toBe("flow-ended");
    expect((await run(finish)).how).toBe("flow-disconnect");
  });

  it("plays prompts in a queue until the contact moves on, or the time for an interruption comes", async () => {
    let seconds = 0;
    const pause = async (more: number) => {
      seconds += more;
    };
    const blocks = (InterruptFrequencySeconds?: string) => ({
      wait: {
        type: "MessageParticipantIteratively",
        parameters: {
          Messages: [{ Text: "Please wait." }, { PromptId: "music" }],
          ...(InterruptFrequencySeconds === undefined ? {} : { InterruptFrequencySeconds }),
        },
        conditions: [["Equals", "MessagesInterrupted", "leave"]] as BlockSketch["conditions"],
      },
      leave: {
        type: "DequeueContactAndTransferToQueue",
        errors: { QueueAtCapacity: "full", NoMatchingError: "full" },
      },
      full: { type: "EndFlowExecution" },
    });
    const type = "CUSTOMER_QUEUE";
    const queue = { id: "q", arn: "arn:q", name: "Q", outboundCallerId: undefined };
    const taken = await run(blocks(), { pause, hasMovedOn: () => seconds > 60 }, { type });
    expect(taken.path).toEqual(["wait"]);
    expect(seconds).toBeGreaterThan(60);
    seconds = 0;
    const moved = await run(blocks("20"), { pause }, { type, call: fakeCall({ queue }) });
    expect({ path: moved.path, how: moved.how }).toEqual({ path: ["wait", "leave"], how: "queued" });
    expect(seconds).toBeGreaterThanOrEqual(20);
    const full = await run(
      blocks("20"),
      { pause, enqueue: () => "full" },
      { type, call: fakeCall({ queue }) },
    );
    expect(full.path).toEqual(["wait", "leave", "full"]);
  });
});
