import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waysThrough } from "@/lib/blueprints/shared/ways-through";
import { validateFlow } from "@/lib/flows/check/validate-flow";
import { serialiseFlow } from "@/lib/flows/language/parse-flow";
import { koreVoiceFlow } from "./flow";
import { arbitraryInput, sampleInput } from "./sample-input";

const spokenEnds = ["say-closed", "say-queue-full", "say-goodbye"];

describe("the flow of Kore voice", () => {
  it("passes validation and leads every caller to the queue or to a spoken goodbye, with any settings", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const document = koreVoiceFlow(input);
        expect(validateFlow(document)).toEqual([]);
        for (const way of waysThrough(document)) {
          if (way.at(-1) === "queue") continue;
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
        const failures = [
          "say-call-failed",
          "say-call-timed-out",
          "say-transfer-error",
          "mark-metadata-unavailable",
          "mark-metadata-not-saved",
        ];
        for (const way of waysThrough(koreVoiceFlow({ ...input, bypassed: false }))) {
          if (failures.some((failure) => way.includes(failure))) expect(way).toContain("queue");
        }
      }),
      { numRuns: 60 },
    );
  });

  it("goes past Kore and every function while bypassed, through opening hours and to the queue", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const document = koreVoiceFlow({ ...input, bypassed: true });
        const types = document.Actions.map(({ Type }) => Type);
        expect(types).not.toContain("TransferParticipantToThirdParty");
        expect(types).not.toContain("InvokeLambdaFunction");
        expect(types.includes("CheckHoursOfOperation")).toBe(input.settings.hoursOfOperationId !== undefined);
        expect(types).toContain("TransferContactToQueue");
      }),
      { numRuns: 30 },
    );
  });

  it("tells no metadata apart from a failed look-up, and ends only the former with goodbye when so set", () => {
    const ends = (noMetadata: "queue" | "goodbye") =>
      waysThrough(koreVoiceFlow(sampleInput({ noMetadata })))
        .filter((way) => way.includes("mark-no-metadata"))
        .map((way) => way.at(-2));
    expect(new Set(ends("goodbye"))).toEqual(new Set(["say-goodbye"]));
    expect(new Set(ends("queue"))).toEqual(new Set(["set-queue", "say-queue-full"]));
  });

  it("says so in a small attribute when the metadata does not fit, and takes the caller to the agent all the same", () => {
    const { Actions } = koreVoiceFlow(sampleInput());
    const find = (id: string | undefined) => Actions.find(({ Identifier }) => Identifier === id);
    const keep = find("keep-metadata");
    const mark = find(keep?.Transitions?.Errors?.[0]?.NextAction);
    expect(mark?.Parameters).toMatchObject({ Attributes: { metadataStatus: "not-saved" } });
    expect(mark?.Transitions?.NextAction).toBe(keep?.Transitions?.NextAction);
  });

  it("transfers and looks up as Kore's guide says, on this tenant's resources", () => {
    const { Actions } = koreVoiceFlow(sampleInput({ hoursOfOperationId: "h-1" }));
    const parametersOf = (id: string) => Actions.find(({ Identifier }) => Identifier === id)?.Parameters;
    expect(parametersOf("transfer-to-kore")).toEqual({
      ThirdPartyConnectionTimeLimitSeconds: "60",
      ContinueFlowExecution: "True",
      VoiceConnector: {
        VoiceConnectorType: "CallTransferConnector",
        VoiceConnectorArn: { $ref: "connector.arn" },
        ToUser: "+12065551118",
        FromUser: "$.CustomerEndpoint.Address",
      },
    });
    expect(parametersOf("retrieve-metadata")).toMatchObject({
      LambdaFunctionARN: { $ref: "retrieve-function.aliasArn" },
      InvocationTimeLimitSeconds: "8",
      LambdaInvocationAttributes: { contactId: "$.ContactId" },
      ResponseValidation: { ResponseType: "JSON" },
    });
    expect(parametersOf("keep-metadata")).toEqual({
      Attributes: { customData: "$.External.body", metadataStatus: "found" },
      TargetContact: "Current",
    });
    expect(parametersOf("hours")).toEqual({
      HoursOfOperationId: expect.stringMatching(/^arn:aws:connect:.*\/operating-hours\/h-1$/),
    });
  });

  it("leaves out the hours check without hours, and gives the same bytes each time", () => {
    const { Actions } = koreVoiceFlow(sampleInput());
    expect(Actions.map(({ Type }) => Type)).not.toContain("CheckHoursOfOperation");
    expect(serialiseFlow(koreVoiceFlow(sampleInput()))).toBe(serialiseFlow(koreVoiceFlow(sampleInput())));
  });
});
