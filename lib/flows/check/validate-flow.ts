import { ruleOf } from "../language/action-rules";
import { edgesOf, reachableFrom } from "../language/edges";
import { endsHere, playsUntilAnswered } from "../language/ends-here";
import { checkExternalReads } from "../language/external-reads";
import { checkFlowAttributes } from "../language/flow-attributes";
import { type FlowAction, type FlowDocument, flowVersion } from "../language/flow-document";
import type { FlowFinding } from "../language/flow-finding";
import { type FlowKind, laterFlows } from "../language/rules/flow-kind";
import { checkBlock } from "./check-block";
import { checkSecrets } from "./check-secrets";

/** Connect's limits for one flow. */
export const maxActions = 250;
export const maxCharacters = 256_000;
const maxIdentifierCharacters = 50;

/** Refused in identifiers by the flow language. */
const forbiddenInIdentifier = /[%:(\\/)=$,;[\]{}]/;
/** AWS's own list; "prototype" isn't on it. */
const forbiddenIdentifiers = new Set([
  "__defineGetter__",
  "__defineSetter__",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/**
 * What is wrong with a flow, without asking AWS. A block of a type that we don't know is told as such and otherwise
 * left alone. References to resources that aren't there yet (`{ $ref }`) count as given. Without a kind, nothing is
 * claimed that depends on it.
 */
export function validateFlow(document: FlowDocument, kind?: FlowKind): FlowFinding[] {
  return [
    ...checkDocument(document, kind),
    ...checkIdentifiers(document),
    ...checkGraph(document),
    ...document.Actions.flatMap((action) => [
      ...at(action, checkBlock(action, kind)),
      ...at(action, checkSecrets(action)),
    ]),
    ...checkExternalReads(document),
    ...checkFlowAttributes(document, kind),
  ];
}

function at(action: FlowAction, findings: Omit<FlowFinding, "blockId">[]): FlowFinding[] {
  return findings.map((finding) => ({ ...finding, blockId: action.Identifier }));
}

function checkDocument(document: FlowDocument, kind: FlowKind | undefined): FlowFinding[] {
  const findings: FlowFinding[] = [];
  if (document.Version !== flowVersion) {
    findings.push({
      code: "flow-version",
      severity: "bad",
      sentence: `The flow has version "${document.Version}". Connect accepts only ${flowVersion}.`,
      wayOut: "Export the flow again from the flow designer.",
    });
  }
  if (document.Actions.length > maxActions) {
    findings.push({
      code: "flow-too-many-blocks",
      severity: "bad",
      sentence: `The flow has ${document.Actions.length} blocks. Connect accepts at most ${maxActions}.`,
      wayOut: "Move part of it into a flow module.",
    });
  }
  const characters = JSON.stringify(document).length;
  if (characters > maxCharacters) {
    findings.push({
      code: "flow-too-long",
      severity: "bad",
      sentence: `The flow is ${characters} characters long. Connect accepts at most ${maxCharacters}.`,
      wayOut: "Shorten spoken texts, or move part of the flow into a module.",
    });
  }
  return [...findings, ...checkLogging(document, kind)];
}

/** Logging stays as the flow before left it: of flows that a contact never begins with, nothing can be said here. */
function checkLogging(document: FlowDocument, kind: FlowKind | undefined): FlowFinding[] {
  if (kind !== undefined && laterFlows.has(kind)) return [];
  const reached = reachableFrom(document.StartAction, document.Actions);
  const logs = document.Actions.some(
    (action) =>
      reached.has(action.Identifier) &&
      action.Type === "UpdateFlowLoggingBehavior" &&
      action.Parameters?.FlowLoggingBehavior === "Enabled",
  );
  if (logs) return [];
  return [
    {
      code: "flow-logging-off",
      severity: "attention",
      sentence:
        "The flow never turns on logging. If a contact starts here, its trail won't show the flow's blocks. After another flow, that flow's setting applies.",
      wayOut:
        'If contacts start here, begin the flow with a "Set logging behavior" block that enables logging.',
    },
  ];
}

function checkIdentifiers(document: FlowDocument): FlowFinding[] {
  const seen = new Set<string>();
  const findings: FlowFinding[] = [];
  for (const { Identifier } of document.Actions) {
    if (seen.has(Identifier)) {
      findings.push({
        code: "block-twice",
        severity: "bad",
        blockId: Identifier,
        sentence: `Two blocks have the identifier "${Identifier}".`,
        wayOut: "Give each block a unique identifier.",
      });
    }
    seen.add(Identifier);
    if (
      Identifier === "" ||
      Identifier.length > maxIdentifierCharacters ||
      forbiddenInIdentifier.test(Identifier) ||
      forbiddenIdentifiers.has(Identifier)
    ) {
      findings.push({
        code: "block-identifier",
        severity: "bad",
        blockId: Identifier,
        sentence: `Connect doesn't accept "${Identifier}" as a block identifier.`,
        wayOut: `Use 1 to ${maxIdentifierCharacters} characters without % : ( \\ / ) = $ , ; [ ] { }.`,
      });
    }
  }
  return findings;
}

function checkGraph(document: FlowDocument): FlowFinding[] {
  const byId = new Map(document.Actions.map((action) => [action.Identifier, action]));
  const findings: FlowFinding[] = [];
  if (!byId.has(document.StartAction)) {
    findings.push({
      code: "flow-start-missing",
      severity: "bad",
      sentence: `The flow starts at "${document.StartAction}", which isn't one of its blocks.`,
      wayOut: "Connect the entry point to a block.",
    });
  }
  const reached = reachableFrom(document.StartAction, document.Actions);
  const ending = blocksThatEnd(document);
  for (const action of document.Actions) {
    const blockId = action.Identifier;
    for (const edge of edgesOf(action)) {
      if (byId.has(edge.to)) continue;
      findings.push({
        code: "branch-to-nowhere",
        severity: "bad",
        blockId,
        path: edge.path,
        sentence:
          edge.to === ""
            ? `A branch of "${blockId}" (${edge.branch}) isn't connected.`
            : `"${blockId}" leads to "${edge.to}", which isn't one of the flow's blocks.`,
        wayOut: "Connect the branch to a block.",
      });
    }
    if (!reached.has(blockId)) {
      findings.push({
        code: "block-unreachable",
        severity: "attention",
        blockId,
        sentence: `No call can reach "${blockId}".`,
        wayOut: "Connect it, or delete it.",
      });
    } else if (isDeadEnd(action)) {
      findings.push({
        code: "dead-end",
        severity: "bad",
        blockId,
        sentence: `After "${blockId}" the call has nowhere to go. The caller would be disconnected.`,
        wayOut: "Connect it to a queue, another flow, or a Disconnect block.",
      });
    } else if (!ending.has(blockId)) {
      findings.push({
        code: "never-ends",
        severity: "bad",
        blockId,
        sentence: `No path from "${blockId}" leads out of the flow. The caller would stay in a loop.`,
        wayOut: "Add a branch to the loop that leads to a queue, another flow, or a Disconnect block.",
      });
    }
  }
  return findings;
}

/** A block whose success has no way on. Branching blocks go on by their branches alone. */
function isDeadEnd(action: FlowAction): boolean {
  if (endsHere(action) || playsUntilAnswered(action)) return false;
  const edges = edgesOf(action);
  if (edges.some((edge) => edge.kind === "next")) return false;
  const rule = ruleOf(action);
  // Where the block has branches, its rule says that it needs a next block as well.
  if (rule?.next === "required" && edges.length > 0) return false;
  const branches =
    rule === undefined ||
    rule.nextCopies !== undefined ||
    edges.some((edge) => edge.branch === "NoMatchingCondition");
  return !branches || edges.length === 0;
}

/** Blocks from which some way leads out of the flow. */
function blocksThatEnd(document: FlowDocument): Set<string> {
  const leadingTo = new Map<string, string[]>();
  for (const action of document.Actions) {
    for (const edge of edgesOf(action)) {
      const before = leadingTo.get(edge.to);
      if (before === undefined) leadingTo.set(edge.to, [action.Identifier]);
      else before.push(action.Identifier);
    }
  }
  const ending = new Set<string>();
  const waiting = document.Actions.filter((action) => endsHere(action) || playsUntilAnswered(action)).map(
    (action) => action.Identifier,
  );
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (ending.has(id)) continue;
    ending.add(id);
    waiting.push(...(leadingTo.get(id) ?? []));
  }
  return ending;
}
