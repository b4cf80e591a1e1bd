import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waysThrough } from "@/lib/blueprints/shared/ways-through";
import { validateFlow } from "@/lib/flows/check/validate-flow";
import { serialiseFlow } from "@/lib/flows/language/parse-flow";
import { asappFlow } from "./flow";
import { arbitraryInput, sampleInput } from "./sample-input";

const spokenEnds = ["say-closed", "say-queue-full", "say-goodbye"];
const instance = /^arn:aws:connect:.*:instance\/[^/]+/;

describe("the flow of ASAPP by call transfer", () => {
  it("passes validation and leads every caller to a queue, a flow or a spoken goodbye, with any settings", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const document = asappFlow(input);
        expect(validateFlow(document)).toEqual([]);
        const typeOf = new Map(document.Actions.map(({ Identifier, Type }) => [Identifier, Type]));
        for (const way of waysThrough(document)) {
          const end = typeOf.get(way.at(-1) ?? "");
          if (end === "TransferContactToQueue" || end === "TransferToFlow") continue;
          expect(way.at(-1)).toBe("hang-up");
          expect(spokenEnds).toContain(way.at(-2));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("brings a caller to the queue whenever something failed, whatever the settings", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const document = asappFlow({ ...input, bypassed: false });
        const failures = [
          "mark-no-number",
          "mark-not-asked",
          "mark-call-failed",
          "mark-expired",
          "mark-unavailable",
          "say-flow-closed",
        ];
        const ways = waysThrough(document);
        for (const failure of failures.slice(0, 5)) {
          expect(ways.some((way) => way.includes(failure))).toBe(true);
        }
        for (const way of ways) {
          if (failures.some((failure) => way.includes(failure))) expect(way).toContain("queue");
        }
      }),
      { numRuns: 40 },
    );
  });

  it("goes past ASAPP and every function while bypassed, through opening hours and to the queue", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const types = asappFlow({ ...input, bypassed: true }).Actions.map(({ Type }) => Type);
        expect(types).not.toContain("TransferParticipantToThirdParty");
        expect(types).not.toContain("InvokeLambdaFunction");
        expect(types).toContain("TransferContactToQueue");
      }),
      { numRuns: 30 },
    );
  });

  it("asks, transfers and looks up as ASAPP's guide says, and hands the transfer's id on", () => {
    const parametersOf = reader({
      taskName: "Billing",
      customerId: "$.Attributes.customerId",
      inputVariables: [{ name: "account", value: "$.Attributes.account" }],
    });
    expect(parametersOf("ask-for-number")).toMatchObject({
      LambdaFunctionARN: { $ref: "call-transfer-function.aliasArn" },
      InvocationTimeLimitSeconds: "8",
      LambdaInvocationAttributes: {
        taskName: "Billing",
        customerId: "$.Attributes.customerId",
        account: "$.Attributes.account",
        previousTransferId: "$.Attributes.asappTransferId",
      },
      ResponseValidation: { ResponseType: "JSON" },
    });
    expect(parametersOf("keep-transfer")).toMatchObject({
      Attributes: { asappTransferId: "$.External.transferId" },
    });
    expect(parametersOf("transfer-to-asapp")).toEqual({
      ThirdPartyPhoneNumber: "$.External.transferNumber",
      ThirdPartyConnectionTimeLimitSeconds: "30",
      ContinueFlowExecution: "True",
    });
    expect(parametersOf("get-context")).toMatchObject({
      LambdaFunctionARN: { $ref: "get-call-context-function.aliasArn" },
      LambdaInvocationAttributes: { contactId: "$.ContactId", transferId: "$.Attributes.asappTransferId" },
      ResponseValidation: { ResponseType: "JSON" },
    });
  });

  it("takes no earlier transfer's id for this one's when the new one cannot be saved", () => {
    const { Actions } = asappFlow(
      sampleInput({ referenceVariables: [{ variable: "plan", attribute: "customerPlan" }] }),
    );
    const find = (id: string | undefined) => Actions.find(({ Identifier }) => Identifier === id);
    const afterErrorOf = (id: string) => find(find(id)?.Transitions?.Errors?.[0]?.NextAction);
    expect(afterErrorOf("keep-transfer")?.Parameters?.Attributes).toEqual({
      asappTransferId: " ",
      asappStatus: "not-saved",
    });
    expect(afterErrorOf("keep-variables")?.Parameters?.Attributes).toEqual({ asappStatus: "not-saved" });
  });

  it("routes by task first and by transfer type then, to what the settings say", () => {
    const settings = {
      systemFlowId: "sys-1",
      tasks: [
        { task: "Billing", target: "queue/q-1" },
        { task: "Pay by phone", target: "contact-flow/f-1" },
      ],
      referenceVariables: [{ variable: "plan", attribute: "customerPlan" }],
      transferVariables: [{ variable: "reason", attribute: "transferReason" }],
    };
    const { Actions } = asappFlow(sampleInput(settings));
    const find = (id: string) => Actions.find(({ Identifier }) => Identifier === id);
    const branches = (id: string) =>
      Object.fromEntries(
        (find(id)?.Transitions?.Conditions ?? []).map((each) => [
          each.Condition.Operands[0],
          each.NextAction,
        ]),
      );
    expect(branches("by-task")).toEqual({ Billing: "task-1", "Pay by phone": "task-2" });
    expect(branches("by-transfer-type")).toEqual({ AGENT: "say-transferring", SYSTEM: "to-system-flow" });
    expect(find("task-1-queue")?.Parameters?.QueueId).toMatch(new RegExp(`${instance.source}/queue/q-1$`));
    expect(find("task-2")).toMatchObject({ Type: "TransferToFlow" });
    expect(find("task-2")?.Parameters?.ContactFlowId).toMatch(/\/contact-flow\/f-1$/);
    expect(find("to-system-flow")?.Parameters?.ContactFlowId).toMatch(/\/contact-flow\/sys-1$/);
    expect(find("keep-variables")?.Parameters?.Attributes).toEqual({
      customerPlan: "$.External.outputContext.referenceVariables.plan",
      transferReason: "$.External.outputContext.transferVariables.reason",
    });
  });

  it("tells an expired number, a call without context and a failed look-up apart", () => {
    const marks = (noContext: "queue" | "goodbye", mark: string) =>
      new Set(
        waysThrough(asappFlow(sampleInput({ noContext })))
          .filter((way) => way.includes(mark))
          .map((way) => way[way.indexOf(mark) + 1]),
      );
    expect(marks("goodbye", "mark-no-context")).toEqual(new Set(["say-goodbye"]));
    expect(marks("queue", "mark-no-context")).toEqual(new Set(["say-no-context"]));
    expect(marks("goodbye", "mark-expired")).toEqual(new Set(["say-expired"]));
    expect(marks("goodbye", "mark-unavailable")).toEqual(new Set(["say-unavailable"]));
  });

  it("leaves out what the settings do not need, and gives the same bytes each time", () => {
    const identifiers = asappFlow(sampleInput()).Actions.map(({ Identifier }) => Identifier);
    for (const unused of ["hours", "by-task", "keep-variables", "to-system-flow", "say-goodbye"]) {
      expect(identifiers).not.toContain(unused);
    }
    expect(serialiseFlow(asappFlow(sampleInput()))).toBe(serialiseFlow(asappFlow(sampleInput())));
  });
});

function reader(settings: Parameters<typeof sampleInput>[0]) {
  const { Actions } = asappFlow(sampleInput(settings));
  return (id: string) => Actions.find(({ Identifier }) => Identifier === id)?.Parameters;
}
