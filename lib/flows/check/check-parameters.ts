import { type FlowAction, isRecord } from "../language/flow-document";
import type { BlockFinding } from "../language/flow-finding";
import type { ActionRule } from "../language/rules/action-rule";

/** A block's parameters against its type's rule: what is missing, what is one too many, and values that are refused. */
export function checkParameters(action: FlowAction, rule: ActionRule): BlockFinding[] {
  const parameters = action.Parameters ?? {};
  const named = `"${action.Identifier}" (${rule.title})`;
  return [
    ...(rule.required ?? []).flatMap((names) => checkRequired(parameters, names, named)),
    ...(rule.anyOf ?? []).flatMap((names) => checkAnyOf(parameters, names, named)),
    ...(rule.atMostOne ?? []).flatMap((names) => checkAtMostOne(parameters, names, named)),
    ...checkNames(parameters, rule, named),
    ...checkValues(parameters, rule, named),
    ...emptyStrings(parameters, "Parameters").map((path) => ({
      code: "value-empty",
      severity: "bad" as const,
      path,
      sentence: `${named} has an empty ${path}; Connect refuses empty values.`,
      wayOut: "Enter a value or remove it. A single space is accepted.",
    })),
  ];
}

type Parameters = Readonly<Record<string, unknown>>;

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function checkRequired(parameters: Parameters, names: string, named: string): BlockFinding[] {
  const choices = names.split("|");
  const given = choices.filter((name) => isGiven(parameters[name]));
  if (given.length > 1) return [excluded(given, named)];
  if (given.length === 1) return [];
  return [missing(choices, named)];
}

function checkAnyOf(parameters: Parameters, names: readonly string[], named: string): BlockFinding[] {
  return names.some((name) => isGiven(parameters[name])) ? [] : [missing(names, named)];
}

function checkAtMostOne(parameters: Parameters, names: readonly string[], named: string): BlockFinding[] {
  const given = names.filter((name) => isGiven(parameters[name]));
  return given.length > 1 ? [excluded(given, named)] : [];
}

function missing(choices: readonly string[], named: string): BlockFinding {
  return {
    code: "parameter-missing",
    severity: "bad",
    path: `Parameters.${choices.join("|")}`,
    sentence: `${named} needs ${choices.join(" or ")}.`,
    wayOut: "Fill it in.",
  };
}

function excluded(given: readonly string[], named: string): BlockFinding {
  return {
    code: "parameters-exclude-each-other",
    severity: "bad",
    path: `Parameters.${given.join("|")}`,
    sentence: `${named} can have only one of ${given.join(", ")}.`,
    wayOut: "Keep one of them.",
  };
}

function checkNames(parameters: Parameters, rule: ActionRule, named: string): BlockFinding[] {
  const known = rule.parameters ?? {};
  const isClosed = rule.parameters !== undefined && rule.open !== true;
  return Object.keys(parameters)
    .filter((name) => (isClosed && !Object.hasOwn(known, name)) || rule.refused?.includes(name) === true)
    .map((name) => ({
      code: "parameter-refused",
      severity: "bad" as const,
      path: `Parameters.${name}`,
      sentence: `${named} has a parameter ${name}, which Connect refuses here.`,
      wayOut: "Remove it.",
    }));
}

function checkValues(parameters: Parameters, rule: ActionRule, named: string): BlockFinding[] {
  return Object.entries(rule.parameters ?? {}).flatMap(([name, check]) => {
    const value = parameters[name];
    if (value === undefined || rule.refused?.includes(name) === true) return [];
    return check(value, `Parameters.${name}`).map(({ path, must, wayOut }) => ({
      code: "parameter-value",
      severity: "bad" as const,
      path,
      sentence: `${named}: ${path.replace("Parameters.", "")} must be ${must}.`,
      wayOut,
    }));
  });
}

/** Paths of all empty strings, however deep: publishing refuses them anywhere in a block's parameters. */
function emptyStrings(value: unknown, path: string): string[] {
  if (value === "") return [path];
  if (Array.isArray(value)) return value.flatMap((each, index) => emptyStrings(each, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => emptyStrings(each, `${path}.${name}`));
}
