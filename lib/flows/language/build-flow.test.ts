import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateFlow } from "../check/validate-flow";
import { arbitraryFlow } from "./arbitrary-flow";
import { buildFlow } from "./build-flow";
import { parseFlow, serialiseFlow } from "./parse-flow";

const plan = () =>
  ({
    name: "greeting",
    description: "Says hello",
    start: "hello",
    blocks: {
      hello: { type: "MessageParticipant", parameters: { Text: "Hello" }, next: "queue" },
      queue: {
        type: "TransferContactToQueue",
        errors: { QueueAtCapacity: "bye", NoMatchingError: "bye" },
      },
      bye: { type: "DisconnectParticipant" },
      forgotten: { type: "MessageParticipant", parameters: { Text: "Nobody" }, next: "bye" },
    },
  }) as const;

describe("buildFlow", () => {
  it("makes the document that Connect takes, with the names of the blocks as identifiers", () => {
    const document = buildFlow(plan());
    expect(document).toMatchObject({
      Version: "2019-10-30",
      StartAction: "hello",
      Actions: [
        { Identifier: "hello", Type: "MessageParticipant", Transitions: { NextAction: "queue" } },
        {
          Identifier: "queue",
          Transitions: {
            NextAction: "bye",
            Errors: [
              { ErrorType: "QueueAtCapacity", NextAction: "bye" },
              { ErrorType: "NoMatchingError", NextAction: "bye" },
            ],
          },
        },
        { Identifier: "bye", Transitions: {} },
      ],
    });
    expect(validateFlow(document).map(({ code }) => code)).toEqual(["flow-logging-off"]);
  });

  it("gives the same bytes for the same plan", () => {
    expect(serialiseFlow(buildFlow(plan()))).toBe(serialiseFlow(buildFlow(plan())));
  });

  it("puts no two blocks at one place, and every block right of all that lead to it", () => {
    fc.assert(
      fc.property(arbitraryFlow, (document) => {
        const positions = document.Metadata.ActionMetadata as Record<
          string,
          { position: { x: number; y: number } }
        >;
        const places = document.Actions.map(({ Identifier }) =>
          JSON.stringify(positions[Identifier]?.position),
        );
        expect(new Set(places).size).toBe(places.length);
        for (const { Identifier, Transitions } of document.Actions) {
          const from = positions[Identifier]?.position.x ?? Number.NaN;
          for (const { NextAction } of [...(Transitions?.Errors ?? []), ...(Transitions?.Conditions ?? [])]) {
            expect(positions[NextAction]?.position.x).toBeGreaterThan(from);
          }
        }
      }),
    );
  });

  it("makes flows that the validator has nothing against, and that survive being written and read", () => {
    fc.assert(
      fc.property(arbitraryFlow, (document) => {
        expect(validateFlow(document)).toEqual([]);
        expect(parseFlow(serialiseFlow(document))).toEqual({ ok: true, value: document });
      }),
    );
  });
});
