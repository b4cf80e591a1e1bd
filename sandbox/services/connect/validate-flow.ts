import { isRecord } from "../../flow-runner/flow-document";
import { listReferences, readReference } from "../../flow-runner/resolve-reference";
import type { FlowType } from "./publishing/action-rule";
import { checkAction, type Knows } from "./publishing/check-action";

const maxActions = 250;
const maxProblems = 50;
const forbiddenInIdentifier = /[%:(\\/)=$,;[\]{}]/;
const forbiddenIdentifiers = new Set([
  ...["__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty"],
  ...["isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"],
]);

/** What publishing refuses, in AWS's words, each with an index. Empty: it can be published. */
export function validateFlow(content: string, knows: Knows, type?: FlowType): string[] {
  let flow: unknown;
  try {
    flow = JSON.parse(content);
  } catch {
    return ["Invalid JSON."];
  }
  if (!isRecord(flow) || !Array.isArray(flow.Actions))
    return ["Flow is missing required property. Path: Actions"];
  const problems: string[] = [];
  if (flow.Version !== "2019-10-30") problems.push("Invalid Flow property value. Path: Version");
  if (flow.Metadata !== undefined && !isRecord(flow.Metadata))
    problems.push("Invalid Flow property value. Path: Metadata");
  if (flow.Actions.length > maxActions) problems.push("Invalid Flow property value. Path: Actions");
  const identifiers = new Set(
    flow.Actions.map((action) => (isRecord(action) ? action.Identifier : undefined)),
  );
  if (typeof flow.StartAction !== "string" || !identifiers.has(flow.StartAction)) {
    problems.push("Invalid Flow property value. Path: StartAction");
  }
  const seen = new Set<string>();
  for (const [index, action] of flow.Actions.entries()) {
    const path = `Actions[${index}]`;
    if (!isRecord(action)) {
      problems.push(`Invalid Action. Path: ${path}`);
      continue;
    }
    problems.push(
      ...checkIdentifier(action.Identifier, seen, path),
      ...checkTargets(action.Transitions, identifiers, path),
      ...checkReferences(action.Parameters, action.Type === "ShowView", `${path}.Parameters`),
      ...checkAction(action, path, type, knows),
    );
  }
  return problems.slice(0, maxProblems);
}

function checkIdentifier(identifier: unknown, seen: Set<string>, path: string): string[] {
  if (typeof identifier !== "string" || identifier === "")
    return [`Action is missing required property. Path: ${path}.Identifier`];
  const wrong =
    identifier.length > 50 ||
    forbiddenInIdentifier.test(identifier) ||
    forbiddenIdentifiers.has(identifier) ||
    seen.has(identifier);
  seen.add(identifier);
  return wrong ? [`Invalid Action property value. Path: ${path}.Identifier`] : [];
}

/** Every branch must lead to a block; an empty target leads to none. */
function checkTargets(transitions: unknown, identifiers: ReadonlySet<unknown>, path: string): string[] {
  if (!isRecord(transitions)) return [];
  const targets: [unknown, string][] = [[transitions.NextAction, "NextAction"]];
  for (const name of ["Errors", "Conditions"] as const) {
    const branches = transitions[name];
    if (!Array.isArray(branches)) continue;
    for (const [index, branch] of branches.entries()) {
      targets.push([isRecord(branch) ? branch.NextAction : null, `${name}[${index}].NextAction`]);
    }
  }
  return targets.flatMap(([target, at]) =>
    target === undefined || identifiers.has(target)
      ? []
      : [`Invalid Action property value. Path: ${path}.Transitions.${at}`],
  );
}

/** A parameter that is a JSONPath must begin at a root that exists. A view has roots of its own. */
function checkReferences(value: unknown, isView: boolean, path: string): string[] {
  if (typeof value === "string") {
    const looksLikeOne = /^\$(\.[A-Za-z]|\[')/.test(value) && !isView;
    const isOne = readReference(value) !== undefined || listReferences(value).length > 0;
    return looksLikeOne && !isOne ? [`Invalid Action property value. Path: ${path}`] : [];
  }
  if (Array.isArray(value))
    return value.flatMap((entry, index) => checkReferences(entry, isView, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => checkReferences(entry, isView, `${path}.${name}`));
}
