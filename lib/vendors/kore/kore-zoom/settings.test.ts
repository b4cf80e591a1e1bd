import { describe, expect, it } from "vitest";
import { koreZoomSettings } from "./settings";

const problemsOf = (settings: object) =>
  koreZoomSettings
    .safeParse({ flowName: "Voice bot", entryPoints: ["+12065550188"], ...settings })
    .error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("the settings of Kore with Zoom", () => {
  it("take a long name of a flow that is there, and none of one that is to be imported", () => {
    const flowName = "x".repeat(65);
    expect(problemsOf({ flowName })).toEqual([]);
    expect(problemsOf({ flowName, changes: { flowFile: "{}" } })).toEqual(["flowName"]);
    expect(problemsOf({ flowName: flowName.slice(1), changes: { flowFile: "{}" } })).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ["a number without plus", { entryPoints: ["12065550188"] }, ["entryPoints.0"]],
    ["REFER without a target", { transfer: { from: "dialog", method: "refer" } }, ["transfer.target"]],
    [
      "REFER by the node, which returns calls by BYE",
      { transfer: { method: "refer", target: "sip:agents@example.com" } },
      ["transfer.method"],
    ],
    ["a domain with a port", { connector: { domain: "voice.example.com:5061" } }, ["connector.domain"]],
    [
      "a header of ours",
      { transfer: { headers: [{ name: "kore-reason", value: "x" }] } },
      ["transfer.headers.0.name"],
    ],
    ["a file that is cut", { changes: { flowFile: '{"widgets":[' } }, ["changes.flowFile"]],
  ])("refuse %s", (_what, settings, paths) => {
    expect(problemsOf(settings)).toEqual(paths);
  });
});
