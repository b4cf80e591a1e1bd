import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleArtifact } from "@/lib/blueprints/shared/sample-parts";
import { waysThrough } from "@/lib/blueprints/shared/ways-through";
import type { DesiredResource } from "@/lib/engine/resource";
import { validateFlow } from "@/lib/flows/check/validate-flow";
import { type FlowDocument, isRecord } from "@/lib/flows/language/flow-document";
import { flowKindOf } from "@/lib/flows/language/rules/flow-kind";
import { makeAgentAiCcp } from "../agent-ai-ccp";
import { agentAiCcpSample } from "../agent-ai-ccp/sample";
import { arbitraryInput, sampleInput } from "../agent-ai-ccp/sample-input";
import { makeAgentAiWorkspace } from "../agent-ai-workspace";
import * as workspace from "../agent-ai-workspace/sample-input";
import { agentAiStatuses, triggerResults } from "./names";
import { sampleConsole } from "./sample-settings";

const blueprint = makeAgentAiCcp({ artifact: sampleArtifact, ...sampleConsole });
const workspaceBlueprint = makeAgentAiWorkspace({ artifact: sampleArtifact, ...sampleConsole });
/** The flows of either kind, with any settings. */
const arbitraryFlows = fc.oneof(
  arbitraryInput.map((input) => ({ isBypassed: input.bypassed, flows: flowsOf(input) })),
  workspace.arbitraryInput.map((input) => ({
    isBypassed: input.bypassed,
    flows: documentsOf(workspaceBlueprint.desired(input)),
  })),
);

describe("the flows of Agent AI", () => {
  it("bring the caller on after each block that fails, in all four flows of both kinds, and say so on the contact", () => {
    fc.assert(
      fc.property(arbitraryFlows, ({ isBypassed, flows }) => {
        for (const { logicalId, content } of flows) {
          const status = new Set(blocksThatSet(content, "agentAiStatus"));
          const ends = endsOf[logicalId] ?? [];
          for (const way of waysThrough(content)) {
            expect(ends).toContain(way.at(-1));
            if (way.at(-1) === "hang-up") expect(way.at(-2)).toMatch(/^say-/);
            // Asked for, or tried to: what came of it stands on the contact, before the call goes on.
            const tried = way.findIndex((block) => ["start-streaming", "set-agent-whisper"].includes(block));
            const failed = way[tried] === "set-agent-whisper" && way.includes("mark-hook-failed");
            if (way[tried] === "start-streaming" || failed)
              expect(way.slice(tried).some((block) => status.has(block))).toBe(true);
          }
          if (logicalId === "flow" && !isBypassed)
            for (const way of waysThrough(content).filter((each) => each.at(-1) === "to-queue-flow"))
              expect(way.some((block) => status.has(block))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("pass validation as the kind that they are, with any settings", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        for (const { content, kind } of flowsOf(input)) expect(validateFlow(content, kind)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("lead every caller to the queue, to its flow, or to words before a disconnect, with any settings", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        for (const way of waysThrough(flowOf(input, "flow"))) {
          if (["queue", "to-queue-flow"].includes(way.at(-1) ?? "")) continue;
          expect(way.at(-1)).toBe("hang-up");
          expect(["say-closed", "say-queue-full"]).toContain(way.at(-2));
        }
        for (const way of waysThrough(flowOf(input, "queue-flow"))) {
          expect(way).toContain("queue");
          if (way.at(-1) === "hang-up") expect(way.slice(-2)).toEqual(["say-goodbye", "hang-up"]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("go on to the queue after each failure of the transcription, and say on the contact which it was", () => {
    const document = flowOf(sampleInput({ startAt: "entry" }), "flow");
    const statusOf = new Map(
      document.Actions.flatMap(({ Identifier, Parameters }) => {
        const set = isRecord(Parameters?.Attributes) ? Parameters.Attributes.agentAiStatus : undefined;
        return typeof set === "string" ? [[Identifier, set] as const] : [];
      }),
    );
    const marks = { "start-streaming": "StreamingFailed", "start-transcription": "FunctionFailed" };
    for (const [block, status] of Object.entries(marks)) {
      const failed = errorOf(document, block);
      expect(statusOf.get(failed)).toBe(status);
      const ways = waysThrough(document).filter((way) => way.includes(failed));
      expect(ways.length).toBeGreaterThan(0);
      for (const way of ways) expect(way).toContain("to-queue-flow");
    }
    expect(statusOf.get("keep-result")).toBe("$.External.lambdaResult");
  });

  it("start the transcription once: at the agent's whisper, or in the call's first flow", () => {
    const has = (input: typeof usual, id: string) =>
      flowsOf(input).some(
        ({ logicalId, content }) =>
          logicalId === id && content.Actions.some(({ Identifier }) => Identifier === "start-transcription"),
      );
    const usual = sampleInput();
    expect([has(usual, "flow"), has(usual, "whisper-flow")]).toEqual([false, true]);
    const early = sampleInput({ startAt: "entry" });
    expect([has(early, "flow"), has(early, "whisper-flow")]).toEqual([true, false]);
  });

  it("ask for a conversation once, however many agents get the caller", () => {
    const whisper = flowOf(sampleInput(), "whisper-flow");
    const before = whisper.Actions.find(({ Identifier }) => Identifier === "asked-before");
    const past = (before?.Transitions?.Conditions ?? [])
      .filter(({ NextAction }) => NextAction === "end")
      .map(({ Condition }) => Condition.Operands[0]);
    const { notStarted, attributesFailed, hookFailed, ...asked } = agentAiStatuses;
    expect(past.sort()).toEqual([...triggerResults, ...Object.values(asked)].sort());
    expect(past).not.toContain(notStarted);
  });

  it("hand no secret and no client ID to a contact or to a function", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const text = JSON.stringify(flowsOf(input));
        expect(text).not.toMatch(/clientId|clientSecret|\$secret/i);
        expect(text).not.toContain("cs-sandbox-0001");
      }),
      { numRuns: 20 },
    );
  });

  it("name the conversation by the call's first contact, for every agent after a transfer", () => {
    const set = flowOf(sampleInput(), "flow").Actions.find(
      ({ Identifier }) => Identifier === "set-conversation",
    );
    expect(set?.Parameters?.Attributes).toEqual({
      botId: "st-sandbox-0001",
      agentassistUrl: "https://platform.kore.ai/koreagentassist-sdk-v3/UI/agentassist-iframe.html",
      languageCode: "en",
      koreConversationId: "$.InitialContactId",
      agentAiStatus: "NotStarted",
    });
  });

  it("go straight to the queue while bypassed", () => {
    const types = flowOf(sampleInput({}, { bypassed: true }), "flow").Actions.map(({ Type }) => Type);
    expect(types).toContain("TransferContactToQueue");
    for (const type of ["InvokeLambdaFunction", "TransferToFlow", "UpdateContactEventHooks"]) {
      expect(types).not.toContain(type);
    }
  });

  it("do what the tenant chose when the queue is full", () => {
    const nextAfter = (fullQueue: object) =>
      waysThrough(flowOf(sampleInput({ fullQueue }), "queue-flow"))
        .filter((way) => way.includes("say-queue-full"))
        .map((way) => way[way.indexOf("say-queue-full") + 1]);
    expect(new Set(nextAfter({}))).toEqual(new Set(["say-goodbye"]));
    expect(new Set(nextAfter({ goesTo: "queue", queueId: "q2" }))).toEqual(new Set(["set-other-queue"]));
    expect(new Set(nextAfter({ goesTo: "flow", flowId: "f2" }))).toEqual(new Set(["other-flow"]));
  });
});

it("the sample is of this blueprint", () => {
  expect(agentAiCcpSample.kind).toBe(blueprint.kind);
});

/** Where a call may be when a flow is done with it; only a caller who was told why is hung up on. */
const endsOf: Partial<Record<string, readonly string[]>> = {
  flow: ["to-queue-flow", "queue", "hang-up"],
  "queue-flow": ["queue", "other-queue", "other-flow", "hang-up"],
  // On the agent's side, and after the call.
  "whisper-flow": ["end"],
  "disposition-flow": ["end"],
};

function blocksThatSet({ Actions }: FlowDocument, attribute: string): string[] {
  return Actions.filter(
    ({ Type, Parameters }) =>
      Type === "UpdateContactAttributes" &&
      isRecord(Parameters?.Attributes) &&
      attribute in Parameters.Attributes,
  ).map(({ Identifier }) => Identifier);
}

function flowsOf(input: ReturnType<typeof sampleInput>) {
  return documentsOf(blueprint.desired(input));
}

function documentsOf(resources: readonly DesiredResource[]) {
  return resources
    .filter(({ type }) => type === "contact-flow")
    .map(({ logicalId, props }) => ({
      logicalId,
      content: props.content as FlowDocument,
      kind: flowKindOf(String(props.flowType)),
    }));
}

function flowOf(input: ReturnType<typeof sampleInput>, id: string): FlowDocument {
  const found = flowsOf(input).find(({ logicalId }) => logicalId === id);
  if (!found) throw new Error(`no ${id}`);
  return found.content;
}

function errorOf(document: FlowDocument, block: string): string {
  const action = document.Actions.find(({ Identifier }) => Identifier === block);
  return action?.Transitions?.Errors?.[0]?.NextAction ?? "";
}
