import { withoutSpace } from "../edit/edit-json";
import type { KnownTargets } from "../edit/suggest-mapping";
import { findReferences } from "../language/find-references";
import type { FlowDocument } from "../language/flow-document";
import type { FlowFinding } from "../language/flow-finding";
import { typeInWords } from "../language/flow-graph";
import type { FlowFile } from "../language/parse-flow-file";
import { type FlowKind, flowKindOf } from "../language/rules/flow-kind";
import { checkLimits } from "./check-limits";
import { checkLoops } from "./check-loops";
import { checkReferences } from "./check-references";
import { maxCharacters, validateFlow } from "./validate-flow";

/**
 * Everything that is worth knowing before a flow is published: what publishing refuses, where a caller would be lost,
 * what leads nowhere in this instance (when `known` says what it has), and what shouldn't stand in a flow. `kind` is
 * what it is to be published as; absent, the file's own word counts. Findings of the file come first, "bad" before
 * "attention". Pure.
 */
export function checkFlow(
  file: Pick<FlowFile, "text" | "document" | "isModule" | "findings" | "type">,
  { known, kind }: { known?: readonly KnownTargets[] | undefined; kind?: FlowKind | undefined } = {},
): FlowFinding[] {
  const { text, document } = file;
  const own = file.isModule ? "MODULE" : flowKindOf(file.type);
  const findings = [
    ...file.findings,
    ...checkModule(file, kind),
    ...checkLength(text),
    // Its own measure is the document's, without indentation.
    ...validateFlow(document, kind ?? own).filter(({ code }) => code !== "flow-too-long"),
    ...checkReferences(findReferences(text), known),
    ...checkLimits(document),
    ...checkLoops(document),
  ];
  const named = withoutSaidTwice(findings).map((finding) => inWords(finding, document));
  return named.sort((one, other) => Number(other.severity === "bad") - Number(one.severity === "bad"));
}

/**
 * An empty reference is also a missing parameter and an empty value, a missing parameter an empty one: the first says
 * most.
 */
function withoutSaidTwice(findings: readonly FlowFinding[]): FlowFinding[] {
  const placesOf = (code: string) =>
    new Set(
      findings
        .filter((each) => each.code === code)
        .flatMap(({ blockId, path = "" }) =>
          path
            .replace("Parameters.", "")
            .split("|")
            .map((name) => `${blockId} ${name}`),
        ),
    );
  const empty = placesOf("reference-empty");
  const missing = placesOf("parameter-missing");
  return findings.filter(({ code, blockId, path = "" }) => {
    const places = path
      .replace("Parameters.", "")
      .split("|")
      .map((name) => `${blockId} ${name}`);
    if (code === "parameter-missing") return !places.some((place) => empty.has(place));
    if (code === "value-empty") return !places.some((place) => empty.has(place) || missing.has(place));
    return true;
  });
}

/** With the block's title behind it, which may hold brackets of its own: "Get customer input (Lex)". */
const quotedUuid = /"([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}"( \((?:[^()]|\([^()]*\))*\))?/gi;

/** The designer names blocks by chance: what a block does tells a person more, with enough of its id to find it by. */
function inWords(finding: FlowFinding, document: FlowDocument): FlowFinding {
  const sentence = finding.sentence.replaceAll(quotedUuid, (whole, short: string) => {
    const id = whole.slice(1, 37);
    const action = document.Actions.find(({ Identifier }) => Identifier === id);
    return action === undefined ? whole : `"${typeInWords(action.Type)}" (${short})`;
  });
  return { ...finding, sentence };
}

function checkModule({ isModule }: Pick<FlowFile, "isModule">, kind: FlowKind | undefined): FlowFinding[] {
  if (!isModule || kind === "MODULE") return [];
  return [
    {
      code: "flow-is-module",
      severity: "attention",
      sentence: "This is a flow module. You can view it here, but it can't be published as a flow.",
      wayOut: "Import it as a module in the flow designer. Flows can then reference it.",
    },
  ];
}

function checkLength(text: string): FlowFinding[] {
  if (text.length <= maxCharacters) return [];
  const compact = withoutSpace(text).length;
  if (compact <= maxCharacters) {
    return [
      {
        code: "flow-indentation",
        severity: "attention",
        sentence: `The file is ${text.length} characters long, and ${text.length - compact} of them are indentation. Connect accepts ${maxCharacters}.`,
        wayOut: "No action is needed. It's published without its indentation.",
      },
    ];
  }
  return [
    {
      code: "flow-too-long",
      severity: "bad",
      sentence: `The flow is ${compact} characters long, but Connect accepts at most ${maxCharacters}. You can only view it here.`,
      wayOut: "Shorten spoken texts, or move part of the flow into a module.",
    },
  ];
}
