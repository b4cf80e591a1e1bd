import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryFlowText } from "../language/arbitrary-source";
import { findReferences } from "../language/find-references";
import type { ReferenceMapping, ReferenceTarget } from "../language/flow-reference";
import { parseFlowFile } from "../language/parse-flow-file";
import { remapFlow } from "./remap-flow";
import { suggestMapping } from "./suggest-mapping";

const instance = "arn:aws:connect:eu-west-1:222222222222:instance/11111111-1111-4111-8111-111111111111";
const foreign = "arn:aws:connect:us-east-1:111111111111:instance/00000000-0000-4000-8000-000000000000";
const uuid = (last: number) => `22222222-2222-4222-8222-${String(last).padStart(12, "0")}`;

function target(kind: ReferenceTarget["kind"], name: string, last = 1): ReferenceTarget {
  return { kind, id: uuid(last), arn: `${instance}/${kind}/${uuid(last)}`, name };
}

/** As the designer exports it: with display names and older copies beside the ids, and space of its own. */
const exported = `{
    "Version": "2019-10-30", "StartAction": "a",
    "Metadata": { "ActionMetadata": {
        "a": { "position": { "x": 1.50, "y": 2e2 }, "parameters": { "QueueId": { "displayName": "Sales" } }, "queue": { "text": "Sales", "id": "${foreign}/queue/${uuid(9)}" } },
        "b": { "parameters": { "EventHooks": { "DisconnectAgentUI": { "displayName": "After call" } } } },
        "c": { "contactFlow": { "text": "Next", "id": "${foreign}/contact-flow/${uuid(8)}" } }
    } },
    "Actions": [
        { "Identifier": "a", "Type": "UpdateContactTargetQueue", "Parameters": { "QueueId": "${foreign}\\/queue/${uuid(9)}" }, "Transitions": {} },
        { "Identifier": "b", "Type": "UpdateContactEventHooks", "Parameters": { "EventHooks": { "DisconnectAgentUI": "" } }, "Transitions": {} },
        { "Identifier": "c", "Type": "TransferToFlow", "Parameters": { "ContactFlowId": "${uuid(8)}" }, "Transitions": {} },
        { "Identifier": "d", "Type": "InvokeLambdaFunction", "Parameters": { "LambdaFunctionARN": "\${lookup}", "LambdaInvocationAttributes": { "QueueId": "gold", "function": "arn:aws:lambda:us-east-1:111111111111:function:helper" } }, "Transitions": {} },
        { "Identifier": "e", "Type": "ShowView", "Parameters": { "ViewResource": { "Id": "arn:aws:connect:us-east-1:aws:view/form:1" }, "ViewData": { "Heading": "$.Heading" } }, "Transitions": {} },
        { "Identifier": "f", "Type": "UpdateContactTargetQueue", "Parameters": { "QueueId": "$.Attributes.queue" }, "Transitions": {} },
        { "Identifier": "g", "Type": "MessageParticipantIteratively", "Parameters": { "Messages": [ { "Text": "Hi" }, { "PromptId": "${foreign}/prompt/${uuid(7)}" } ] }, "Transitions": {} },
        { "Identifier": "h", "Type": "BrandNew", "Parameters": { "Deep": [ { "Thing": "arn:aws:lex:us-east-1:111111111111:bot-alias/B/A" } ] }, "Transitions": {} }
    ]
}`;

describe("findReferences", () => {
  it("finds what a flow points at, by kind and form, and nothing that is read from the contact or is AWS's own", () => {
    const found = findReferences(exported).map(({ kind, form, name, uses }) => [
      kind,
      form,
      name,
      uses.map(({ blockId, path }) => `${blockId} ${path}`),
    ]);
    expect(found).toEqual([
      ["queue", "arn", "Sales", ["a Parameters.QueueId"]],
      ["flow", "empty", "After call", ["b Parameters.EventHooks.DisconnectAgentUI"]],
      ["flow", "id", "Next", ["c Parameters.ContactFlowId"]],
      ["lambda", "placeholder", "lookup", ["d Parameters.LambdaFunctionARN"]],
      ["lambda", "arn", "helper", ["d Parameters.LambdaInvocationAttributes.function"]],
      ["prompt", "arn", undefined, ["g Parameters.Messages[1].PromptId"]],
      ["bot", "arn", undefined, ["h Parameters.Deep[0].Thing"]],
    ]);
  });
});

describe("suggestMapping", () => {
  const references = findReferences(exported);
  const [queue] = references;

  it("takes the one thing of the same name, and leaves the choice among several to a person", () => {
    const suggest = (...names: string[]) =>
      suggestMapping(queue === undefined ? [] : [queue], [
        { kind: "queue", items: names.map((name, index) => target("queue", name, index)), isComplete: true },
      ])[0];
    expect(suggest("Sales", "sales", "Other")).toMatchObject({ state: "found", target: { name: "Sales" } });
    expect(suggest("SALES ", "Other")).toMatchObject({ state: "found", target: { name: "SALES " } });
    expect(suggest("SALES", "sales")).toMatchObject({
      state: "choose",
      candidates: [{ name: "SALES" }, { name: "sales" }],
    });
    expect(suggest("Other")).toMatchObject({ state: "choose", candidates: [{ name: "Other" }] });
    expect(suggestMapping(references, [])[0]).toMatchObject({ state: "unread" });
  });

  it("knows what is of this instance already, whatever version it names", () => {
    const reference = { key: "view:x", kind: "view" as const, form: "arn" as const, uses: [] };
    const known = target("view", "Form");
    const [here] = suggestMapping(
      [{ ...reference, value: `${known.arn}:7` }],
      [{ kind: "view", items: [{ ...known, arn: `${known.arn}:$LATEST` }], isComplete: true }],
    );
    expect(here).toMatchObject({ state: "here" });
  });
});

describe("remapFlow", () => {
  it("changes the reference and its copies, and not one byte beside them", () => {
    const references = findReferences(exported);
    const [queue, , flow] = references;
    const mapping: ReferenceMapping = {
      [queue?.key ?? ""]: target("queue", 'Sales "EU"', 1),
      [flow?.key ?? ""]: target("flow", "Then", 2),
    };
    const remapped = remapFlow(exported, mapping);
    expect(remapped).toEqual({
      changedPlaces: 2,
      text: exported
        .replace(`"${foreign}\\/queue/${uuid(9)}"`, `"${instance}/queue/${uuid(1)}"`)
        .replace(`"${foreign}/queue/${uuid(9)}"`, `"${instance}/queue/${uuid(1)}"`)
        .replaceAll('"Sales"', '"Sales \\"EU\\""')
        .replace(`"ContactFlowId": "${uuid(8)}"`, `"ContactFlowId": "${uuid(2)}"`)
        .replace('"Next"', '"Then"'),
    });
  });

  it("gives back the same bytes when nothing is mapped, or everything to what it was", () => {
    fc.assert(
      fc.property(arbitraryFlowText, (text) => {
        const file = parseFlowFile(text);
        expect(file.ok && file.value.text).toBe(text);
        expect(remapFlow(text, {})).toEqual({ text, changedPlaces: 0 });
        const same = findReferences(text)
          .filter(({ form }) => form === "arn")
          .map(({ key, kind, value, name }) => [key, { kind, id: value, arn: value, name: name ?? "" }]);
        expect(remapFlow(text, Object.fromEntries(same)).text).toBe(text);
      }),
    );
  });

  it("turns every reference, and back again to the very same bytes", () => {
    fc.assert(
      fc.property(arbitraryFlowText, (text) => {
        const references = findReferences(text).filter(({ form }) => form === "arn");
        const there: ReferenceMapping = Object.fromEntries(
          references.map(({ key, kind, value }) => [
            key,
            { kind, id: value, arn: value.replace("111111111111", "222222222222"), name: "" },
          ]),
        );
        const away = remapFlow(text, there).text;
        expect(findReferences(away).map(({ value }) => value)).not.toContain(
          references[0]?.value ?? "nothing",
        );
        const back: ReferenceMapping = Object.fromEntries(
          references.map(({ kind, value }) => [
            `${kind}:${value.replace("111111111111", "222222222222")}`,
            { kind, id: value, arn: value, name: "" },
          ]),
        );
        expect(remapFlow(away, back).text).toBe(text);
      }),
    );
  });
});
