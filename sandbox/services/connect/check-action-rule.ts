import { isRecord } from "../../flow-runner/flow-document";
import { readReference } from "../../flow-runner/resolve-reference";
import { type ActionRule, actionRules, otherActionTypes, type ResourceKind } from "./flow-rules";

type Knows = (kind: ResourceKind, value: string) => boolean;

/** What publishing says about one action beside its identifier, targets and references. */
export function checkActionRule(action: Record<string, unknown>, path: string, knows: Knows): string[] {
  const type = typeof action.Type === "string" ? action.Type : "";
  const rule = Object.hasOwn(actionRules, type) ? actionRules[type] : undefined;
  if (!rule)
    return otherActionTypes.has(type) ? [] : [`Invalid Action type. Type: ${type}, Path: ${path}.Type`];
  const parameters = isRecord(action.Parameters) ? action.Parameters : {};
  const transitions = isRecord(action.Transitions) ? action.Transitions : {};
  return [
    ...checkParameters(rule, parameters, path),
    ...checkValues(type, parameters, path),
    ...checkResources(rule, parameters, path, knows),
    ...checkNext(rule, transitions, path),
    ...checkErrors(rule, type, parameters, transitions, path),
    ...checkConditions(rule, transitions, path),
  ];
}

function checkParameters(rule: ActionRule, parameters: Record<string, unknown>, path: string): string[] {
  const problems: string[] = [];
  for (const name of rule.required ?? []) {
    if (!(name in parameters))
      problems.push(`Action is missing required property. Path: ${path}.Parameters.${name}`);
  }
  for (const group of rule.exactlyOne ?? []) {
    const present = group.filter((name) => name in parameters);
    if (present.length === 0)
      problems.push(`Action is missing required property. Path: ${path}.Parameters.${group[0]}`);
    if (present.length > 1)
      problems.push(`Only one of these properties may be defined. Properties: [${present.join(", ")}]`);
  }
  for (const group of rule.atLeastOne ?? []) {
    if (!group.some((name) => name in parameters))
      problems.push(`Action is missing required property. Path: ${path}.Parameters.${group[0]}`);
  }
  for (const name of Object.keys(parameters)) {
    if (rule.allowed && !rule.allowed.includes(name))
      problems.push(`Invalid Action property name. Path: ${path}.Parameters.${name}`);
  }
  return problems;
}

/** Bounds and shapes that a live service is known to refuse. */
function checkValues(type: string, parameters: Record<string, unknown>, path: string): string[] {
  const wrong = (name: string) => [`Invalid Action property value. Path: ${path}.Parameters.${name}`];
  if (type === "InvokeLambdaFunction") {
    const most = parameters.InvocationType === "ASYNCHRONOUS" ? 60 : 8;
    const limit = Number(parameters.InvocationTimeLimitSeconds);
    return limit >= 1 && limit <= most ? [] : wrong("InvocationTimeLimitSeconds");
  }
  if (type === "UpdateFlowAttributes" && isRecord(parameters.FlowAttributes)) {
    const flat = Object.values(parameters.FlowAttributes).some((value) => !isRecord(value));
    return flat ? wrong("FlowAttributes") : [];
  }
  if (type === "Loop") {
    const count = Number(parameters.LoopCount);
    const dynamic =
      typeof parameters.LoopCount === "string" && readReference(parameters.LoopCount) !== undefined;
    return dynamic || (count >= 0 && count <= 100) ? [] : wrong("LoopCount");
  }
  if (type === "Compare") {
    const value = parameters.ComparisonValue;
    return typeof value === "string" && readReference(value) === undefined ? wrong("ComparisonValue") : [];
  }
  return [];
}

function checkResources(
  rule: ActionRule,
  parameters: Record<string, unknown>,
  path: string,
  knows: Knows,
): string[] {
  return Object.entries(rule.resources ?? {}).flatMap(([pattern, kind]) =>
    membersAt(parameters, pattern.split(".")).flatMap(([name, value]) => {
      // What is only known in the call cannot be checked before it.
      if (typeof value !== "string" || readReference(value) !== undefined || knows(kind, value)) return [];
      return [`Invalid Action property value. Path: ${path}.Parameters.${name}`];
    }),
  );
}

/** The members that a path leads to, each with its own path. */
function membersAt(value: unknown, [part, ...rest]: readonly string[]): [path: string, value: unknown][] {
  if (part === undefined) return [["", value]];
  const members: [string, unknown][] = Array.isArray(value)
    ? value.map((entry, index) => [`[${index}]`, entry])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return members
    .filter(([name]) => part === "*" || name === part)
    .flatMap(([name, member]) =>
      membersAt(member, rest).map(([path, found]): [string, unknown] => [joinPath(name, path), found]),
    );
}

function joinPath(name: string, path: string): string {
  if (path === "") return name;
  return path.startsWith("[") ? `${name}${path}` : `${name}.${path}`;
}

function checkNext(rule: ActionRule, transitions: Record<string, unknown>, path: string): string[] {
  if (
    rule.next !== "required" ||
    (typeof transitions.NextAction === "string" && transitions.NextAction !== "")
  )
    return [];
  return [`Action is missing required property. Path: ${path}.Transitions.NextAction`];
}

function checkErrors(
  rule: ActionRule,
  type: string,
  parameters: Record<string, unknown>,
  transitions: Record<string, unknown>,
  path: string,
): string[] {
  const declared = namesOf(transitions.Errors, "ErrorType");
  const problems = (rule.requiredErrors ?? [])
    .filter((name) => !declared.includes(name))
    .map((name) => `Action is missing required error. Error: ${name}, Path: ${path}`);
  const leaves = type === "TransferParticipantToThirdParty" && parameters.ContinueFlowExecution === "False";
  for (const name of declared) {
    const known =
      rule.optionalErrors === undefined ||
      rule.optionalErrors.includes(name) ||
      rule.requiredErrors?.includes(name);
    if (!known || (leaves && name === "ConnectionTimeLimitExceeded")) {
      problems.push(`Action does not support error. Error: ${name}, Path: ${path}`);
    }
  }
  return problems;
}

function checkConditions(rule: ActionRule, transitions: Record<string, unknown>, path: string): string[] {
  const conditions = Array.isArray(transitions.Conditions) ? transitions.Conditions : [];
  if (rule.conditions === "none")
    return conditions.length > 0 ? [`Action does not support conditions. Path: ${path}`] : [];
  if (rule.conditions === undefined || rule.conditions === "any") return [];
  const operands = conditions.flatMap((entry) =>
    isRecord(entry) && isRecord(entry.Condition) && Array.isArray(entry.Condition.Operands)
      ? [String(entry.Condition.Operands[0])]
      : [],
  );
  return rule.conditions.required
    .filter((name) => !operands.includes(name))
    .map((name) => `Action is missing required condition. Condition: ${name}, Path: ${path}`);
}

function namesOf(list: unknown, member: string): string[] {
  return Array.isArray(list)
    ? list.flatMap((entry) => (isRecord(entry) && typeof entry[member] === "string" ? [entry[member]] : []))
    : [];
}
