import type { ConditionValues } from "../../wire/service";
import type { Statement } from "./policy-document";

export interface Question {
  action: string;
  /** Absent: the service didn't say which; then every resource of the policy matches. */
  resource?: string;
  conditions?: ConditionValues;
  /** The caller, for policies that name principals (trust and resource policies). */
  principal?: { kind: "Service" | "AWS"; value: string; accountId?: string };
}

export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** IAM's order: a matching deny, then a matching allow, otherwise denied. */
export function evaluatePolicy(statements: readonly Statement[], question: Question): Decision {
  let allowed = false;
  for (const statement of statements) {
    if (!matches(statement, question)) continue;
    if (statement.effect === "Deny") return "explicitDeny";
    allowed = true;
  }
  return allowed ? "allowed" : "implicitDeny";
}

function matches(statement: Statement, question: Question): boolean {
  return (
    matchesAction(statement, question.action) &&
    matchesResource(statement, question.resource) &&
    matchesPrincipal(statement, question.principal) &&
    matchesConditions(statement, question.conditions ?? {})
  );
}

function matchesAction({ actions, notActions }: Statement, action: string): boolean {
  const wanted = action.toLowerCase();
  if (actions.length > 0) return actions.some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
  return !notActions.some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
}

function matchesResource(
  { effect, resources, notResources }: Statement,
  resource: string | undefined,
): boolean {
  // An unknown resource must not turn one narrow Deny into a Deny of everything.
  if (resource === undefined) return effect === "Allow" || resources.includes("*");
  if (resources.length > 0) return resources.some((pattern) => matchesPattern(pattern, resource));
  return !notResources.some((pattern) => matchesPattern(pattern, resource));
}

function matchesPrincipal({ principals }: Statement, asking: Question["principal"]): boolean {
  if (principals.length === 0) return true;
  if (!asking) return false;
  return principals.some(({ kind, value }) => {
    if (kind !== asking.kind) return false;
    if (value === "*" || value === asking.value) return true;
    // An account, or its root, means everyone in it.
    return (
      asking.accountId !== undefined &&
      (value === asking.accountId || value === `arn:aws:iam::${asking.accountId}:root`)
    );
  });
}

function matchesConditions({ conditions }: Statement, values: ConditionValues): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      meetsCondition(operator, values[key.toLowerCase()], wanted),
    ),
  );
}

function meetsCondition(
  operatorText: string,
  given: string | readonly string[] | undefined,
  wanted: string[],
): boolean {
  const [, quantifier, operator = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operatorText) ?? [];
  const values = given === undefined ? [] : [given].flat();
  if (operator === "Null") return wanted.includes(String(given === undefined));
  const isNegated = operator.includes("Not");
  const meets = (value: string) => compare(operator, value, wanted);
  if (!isKnown(operator)) return false;
  // A missing key: ForAllValues is true of no values, ForAnyValue is false.
  if (quantifier === "ForAllValues") return values.every(meets);
  if (values.length === 0) return ifExists !== undefined || (isNegated && quantifier === undefined);
  return isNegated && quantifier === undefined ? values.every(meets) : values.some(meets);
}

const operators: Record<string, (value: string, wanted: string[]) => boolean> = {
  StringEquals: (value, wanted) => wanted.includes(value),
  StringEqualsIgnoreCase: (value, wanted) =>
    wanted.some((text) => text.toLowerCase() === value.toLowerCase()),
  StringLike: (value, wanted) => wanted.some((pattern) => matchesPattern(pattern, value)),
  ArnLike: (value, wanted) => wanted.some((pattern) => matchesPattern(pattern, value)),
  ArnEquals: (value, wanted) => wanted.some((pattern) => matchesPattern(pattern, value)),
  Bool: (value, wanted) => wanted.includes(value),
};

/** An unknown operator must never allow anything. */
function isKnown(operator: string): boolean {
  return operators[operator.replace("Not", "")] !== undefined;
}

function compare(operator: string, value: string, wanted: string[]): boolean {
  const holds = operators[operator.replace("Not", "")]?.(value, wanted) ?? false;
  return operator.includes("Not") ? !holds : holds;
}

/** IAM's wildcards: `*` any characters, `?` exactly one. Linear time: no regular expression from input. */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const sign = pattern[inPattern];
    if (sign === "*") {
      star = inPattern;
      starAt = at;
      inPattern += 1;
    } else if (sign !== undefined && (sign === "?" || sign === text[at])) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      starAt += 1;
      at = starAt;
    } else return false;
  }
  while (pattern[inPattern] === "*") inPattern += 1;
  return inPattern === pattern.length;
}
