import { actionRule } from "./action-rules";
import { checkLimits } from "./check-limits";
import { checkLoops } from "./check-loops";
import { checkReferences } from "./check-references";
import { withoutSpace } from "./edit-json";
import { findReferences } from "./find-references";
import type { FlowDocument } from "./flow-document";
import type { FlowFinding } from "./flow-finding";
import { typeInWords } from "./flow-graph";
import type { FlowFile } from "./read-flow-file";
import type { KnownTargets } from "./suggest-mapping";
import { MAX_CHARACTERS, validateFlow } from "./validate-flow";

/**
 * Everything that is worth knowing before a flow is published: what publishing refuses, where a caller would be lost,
 * what leads nowhere in this instance (when `known` says what it has), and what should not stand in a flow. Findings of
 * the file come first, "bad" before "attention". Pure.
 */
export function checkFlow(
  file: Pick<FlowFile, "text" | "document" | "isModule" | "findings">,
  known?: readonly KnownTargets[],
): FlowFinding[] {
  const { text, document } = file;
  const findings = [
    ...file.findings,
    ...checkModule(file),
    ...checkLength(text),
    // Its own measure is the document's, without indentation.
    ...validateFlow(document).filter(({ code }) => code !== "flow-too-long"),
    ...checkReferences(findReferences(text), known),
    ...checkOpenErrors(document),
    ...checkLimits(document),
    ...checkLoops(document),
  ];
  const named = withoutSaidTwice(findings).map((finding) => inWords(finding, document));
  return named.sort((one, other) => Number(other.severity === "bad") - Number(one.severity === "bad"));
}

/** An empty reference is also a missing parameter: the first says more. */
function withoutSaidTwice(findings: readonly FlowFinding[]): FlowFinding[] {
  const empty = new Set(
    findings
      .filter(({ code }) => code === "reference-empty")
      .map(({ blockId, path }) => `${blockId} ${path}`),
  );
  return findings.filter(({ code, blockId, path = "" }) => {
    if (code !== "parameter-missing") return true;
    const choices = path.replace("Parameters.", "").split("|");
    return !choices.some((choice) => empty.has(`${blockId} Parameters.${choice}`));
  });
}

const QUOTED_UUID = /"([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}"( \([^)]*\))?/gi;

/** The designer names blocks by chance: what a block does tells a person more, with enough of its id to find it by. */
function inWords(finding: FlowFinding, document: FlowDocument): FlowFinding {
  const sentence = finding.sentence.replaceAll(QUOTED_UUID, (whole, short: string) => {
    const id = whole.slice(1, 37);
    const action = document.Actions.find(({ Identifier }) => Identifier === id);
    return action === undefined ? whole : `"${typeInWords(action.Type)}" (${short})`;
  });
  return { ...finding, sentence };
}

function checkModule({ isModule }: Pick<FlowFile, "isModule">): FlowFinding[] {
  if (!isModule) return [];
  return [
    {
      code: "flow-is-module",
      severity: "attention",
      sentence: "This is a flow module: it can be looked at here, and is not published as a flow.",
      wayOut: "Import it as a module in the flow designer; flows can then point at it.",
    },
  ];
}

function checkLength(text: string): FlowFinding[] {
  if (text.length <= MAX_CHARACTERS) return [];
  const compact = withoutSpace(text).length;
  if (compact <= MAX_CHARACTERS) {
    return [
      {
        code: "flow-indentation",
        severity: "attention",
        sentence: `The file is ${text.length} characters long, of which ${text.length - compact} are indentation; Connect takes ${MAX_CHARACTERS}.`,
        wayOut: "Nothing to do: it is published without its indentation.",
      },
    ];
  }
  return [
    {
      code: "flow-too-long",
      severity: "bad",
      sentence: `The flow is ${compact} characters long; Connect takes at most ${MAX_CHARACTERS}, so it can only be looked at here.`,
      wayOut: "Shorten spoken texts, or move a part of the flow into a module.",
    },
  ];
}

/** Blocks that call something outside and so can fail, though publishing does not ask what happens then. */
const CAN_FAIL = new Set([
  "InvokeFlowModule",
  "TransferContactToQueue",
  "TransferToFlow",
  "UpdateContactEventHooks",
  "UpdateContactMediaStreamingBehavior",
  "UpdateContactTargetQueue",
  "UpdateFlowAttributes",
]);

function checkOpenErrors(document: FlowDocument): FlowFinding[] {
  return document.Actions.flatMap((action) => {
    const errors = (action.Transitions?.Errors ?? []).map(({ ErrorType }) => ErrorType);
    const isTransfer = action.Type === "TransferParticipantToThirdParty";
    const missing = [
      ...(CAN_FAIL.has(action.Type) || isTransfer ? ["NoMatchingError"] : []),
      ...(isTransfer ? ["CallFailed"] : []),
      ...(isTransfer && action.Parameters?.ContinueFlowExecution !== "False"
        ? ["ConnectionTimeLimitExceeded"]
        : []),
    ].filter((error) => !errors.includes(error));
    return missing.map((error) => ({
      code: "error-branch-open",
      severity: "attention" as const,
      blockId: action.Identifier,
      path: "Transitions.Errors",
      sentence: `"${action.Identifier}" (${actionRule(action.Type)?.title ?? action.Type}) has no branch for ${error}: when it fails, the call ends there.`,
      wayOut: "Connect that branch to a way on.",
    }));
  });
}
