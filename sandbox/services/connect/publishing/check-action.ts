import type { ZodType } from "zod";
import { isRecord } from "../../../flow-runner/flow-document";
import { readReference } from "../../../flow-runner/resolve-reference";
import type { ActionRule, Branches, Conditions, FlowType, ResourceKind } from "./action-rule";
import { keepingRules } from "./keeping-rules";
import { leadingRules } from "./leading-rules";
import { speakingRules } from "./speaking-rules";

/** What the instance has: a value can be an ID or an ARN. */
export type Knows = (kind: ResourceKind, value: string) => boolean;

const rules: Readonly<Record<string, ActionRule>> = { ...keepingRules, ...leadingRules, ...speakingRules };

/** What publishing reports about one action besides its identifier, targets, and references, in AWS's words. */
export function checkAction(
  action: Record<string, unknown>,
  path: string,
  flowType: FlowType | undefined,
  knows: Knows,
): string[] {
  const type = typeof action.Type === "string" ? action.Type : "";
  const general = Object.hasOwn(rules, type) ? rules[type] : undefined;
  if (general === undefined) return [`Invalid Action type. Type: ${type}, Path: ${path}.Type`];
  const parameters = isRecord(action.Parameters) ? action.Parameters : {};
  const transitions = isRecord(action.Transitions) ? action.Transitions : {};
  const rule = { ...general, ...general.given?.(parameters, flowType) };
  return [
    ...checkType(rule, type, flowType, path),
    ...checkParameters(rule, parameters, path),
    ...emptyTexts(parameters, `${path}.Parameters`),
    ...checkResources(rule, parameters, path, knows),
    ...checkNext(rule, transitions, path),
    ...(rule.errors === "any" ? [] : checkErrors(rule.errors, transitions, path)),
    ...checkConditions(rule.conditions, transitions, path),
  ];
}

/** The wording is ours: AWS's isn't publicly known. */
function checkType(
  { types }: ActionRule,
  type: string,
  flowType: FlowType | undefined,
  path: string,
): string[] {
  if (types === undefined || flowType === undefined || types.includes(flowType)) return [];
  // A module is not restricted: an action that does not fit takes its error branch during the call.
  if (flowType === "MODULE") return [];
  return [`Invalid Action type. Type: ${type}, Path: ${path}.Type`];
}

function checkParameters(rule: ActionRule, parameters: Record<string, unknown>, path: string): string[] {
  const problems: string[] = [];
  const missing = (name = "") =>
    problems.push(`Action is missing required property. Path: ${path}.Parameters.${name}`);
  const present = (group: readonly string[]) => group.filter((name) => name in parameters);
  for (const name of rule.required ?? []) if (!(name in parameters)) missing(name);
  for (const group of rule.exactlyOne ?? []) if (present(group).length === 0) missing(group[0]);
  for (const group of rule.atLeastOne ?? [])
    if (present(group).length === 0) problems.push(`At least one of [${group.join(", ")}] must be set`);
  for (const group of [...(rule.exactlyOne ?? []), ...(rule.atMostOne ?? [])]) {
    const given = present(group);
    if (given.length > 1)
      problems.push(`Only one of these properties may be defined. Properties: [${given.join(", ")}]`);
  }
  for (const [name, value] of Object.entries(parameters)) {
    const shape = Object.hasOwn(rule.parameters, name) ? rule.parameters[name] : undefined;
    if (shape !== undefined) problems.push(...checkValue(shape, value, `${path}.Parameters.${name}`));
    else if (rule.open !== true)
      problems.push(`Invalid Action property name. Path: ${path}.Parameters.${name}`);
  }
  return problems;
}

function checkValue(shape: ZodType, value: unknown, path: string): string[] {
  if (value === "") return [];
  const read = shape.safeParse(value);
  if (read.success) return [];
  return read.error.issues.map((issue) => {
    const steps = issue.path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
    return `Invalid Action property ${issue.code === "unrecognized_keys" ? "name" : "value"}. Path: ${path}${steps.join("")}`;
  });
}

/** No value may be empty, at any depth. */
function emptyTexts(value: unknown, path: string): string[] {
  if (value === "") return [`Invalid Action property value. Path: ${path}`];
  if (Array.isArray(value)) return value.flatMap((entry, index) => emptyTexts(entry, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => emptyTexts(entry, `${path}.${name}`));
}

function checkResources(
  rule: ActionRule,
  parameters: Record<string, unknown>,
  path: string,
  knows: Knows,
): string[] {
  return Object.entries(rule.resources ?? {}).flatMap(([pattern, kind]) =>
    membersAt(parameters, pattern.split(".")).flatMap(([name, value]) => {
      // Values that are known only during the call can't be checked, and empty ones are already reported.
      if (typeof value !== "string" || value === "" || readReference(value) !== undefined) return [];
      return knows(kind, value) ? [] : [`Invalid Action property value. Path: ${path}.Parameters.${name}`];
    }),
  );
}

/** The members that a path matches, each with its own path. */
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
  const { NextAction } = transitions;
  if (rule.next === "none" && NextAction !== undefined)
    return [`Action does not support transitions. Path: ${path}`];
  if (rule.next === "required" && NextAction === undefined)
    return [`Action is missing required property. Path: ${path}.Transitions.NextAction`];
  return [];
}

function checkErrors(rule: Branches, transitions: Record<string, unknown>, path: string): string[] {
  const declared = Array.isArray(transitions.Errors)
    ? transitions.Errors.flatMap((each) => (isRecord(each) ? [String(each.ErrorType)] : []))
    : [];
  const { required = [], optional = [] } = rule;
  return [
    ...required
      .filter((name) => !declared.includes(name))
      .map((name) => `Action is missing required error. Error: ${name}, Path: ${path}`),
    ...declared
      .filter((name) => !required.includes(name) && !optional.includes(name))
      .map((name) => `Invalid Action error. Error: ${name}, Path: ${path}`),
  ];
}

function checkConditions(
  rule: Conditions | "none" | "any",
  transitions: Record<string, unknown>,
  path: string,
): string[] {
  const conditions = Array.isArray(transitions.Conditions) ? transitions.Conditions : [];
  if (rule === "any") return [];
  if (rule === "none")
    return conditions.length > 0 ? [`Action does not support conditions. Path: ${path}`] : [];
  const { operators = ["Equals"], operand = /./s, required = [], atLeastOne = false } = rule;
  const seen: string[] = [];
  const problems = conditions.flatMap((entry, index) => {
    const condition = isRecord(entry) && isRecord(entry.Condition) ? entry.Condition : {};
    const operands: unknown[] = Array.isArray(condition.Operands) ? condition.Operands : [];
    const [only] = operands;
    const isRight =
      typeof only === "string" &&
      operands.length === 1 &&
      operators.includes(String(condition.Operator)) &&
      operand.test(only);
    if (typeof only === "string") seen.push(only);
    return isRight ? [] : [`Invalid Action property value. Path: ${path}.Transitions.Conditions[${index}]`];
  });
  if (atLeastOne && conditions.length === 0)
    problems.push(`Action is missing required property. Path: ${path}.Transitions.Conditions`);
  for (const name of required)
    if (!seen.includes(name))
      problems.push(`Action is missing required condition. Condition: ${name}, Path: ${path}`);
  return problems;
}
