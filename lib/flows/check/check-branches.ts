import type { FlowAction, FlowCondition } from "../language/flow-document";
import type { BlockFinding } from "../language/flow-finding";
import type { ActionRule } from "../language/rules/action-rule";

/** A block's ways out against its type's rule: the next block, its error branches and its conditions. */
export function checkBranches(action: FlowAction, rule: ActionRule): BlockFinding[] {
  const named = `"${action.Identifier}" (${rule.title})`;
  return [
    ...checkNext(action, rule, named),
    ...checkErrors(action, rule, named),
    ...checkConditions(action, rule, named),
  ];
}

function checkNext(action: FlowAction, { next }: ActionRule, named: string): BlockFinding[] {
  const { NextAction, Conditions = [], Errors = [] } = action.Transitions ?? {};
  if (next === "refused" && NextAction !== undefined) {
    return [
      {
        code: "next-refused",
        // An empty one is refused elsewhere; at an ending block it wasn't tried by itself.
        severity: NextAction === "" ? "attention" : "bad",
        path: "Transitions.NextAction",
        sentence: `${named} ends the flow, but has a next block.`,
        wayOut: "Remove its NextAction.",
      },
    ];
  }
  // A block without any way out is told as a dead end.
  const hasOthers = Conditions.length + Errors.length > 0;
  if (next !== "required" || (NextAction !== undefined && NextAction !== "") || !hasOthers) return [];
  return [
    {
      code: "next-missing",
      severity: "bad",
      path: "Transitions.NextAction",
      sentence: `${named} has no next block; Connect requires one even where its branches cover every case.`,
      wayOut: "Set its NextAction, for example to the block that its default branch leads to.",
    },
  ];
}

function checkErrors(action: FlowAction, { errors: rule }: ActionRule, named: string): BlockFinding[] {
  if (rule === undefined) return [];
  const errors = (action.Transitions?.Errors ?? []).map(({ ErrorType }) => ErrorType);
  const { required = [], expected = [], optional = [] } = rule;
  const known = [...required, ...expected, ...optional];
  const path = "Transitions.Errors";
  return [
    ...required
      .filter((error) => !errors.includes(error))
      .map((error) => ({
        code: "error-branch-missing",
        severity: "bad" as const,
        path,
        sentence: `${named} has no branch for ${error}; Connect refuses it without one.`,
        wayOut: "Connect that branch.",
      })),
    ...expected
      .filter((error) => !errors.includes(error))
      .map((error) => ({
        code: "error-branch-open",
        severity: "attention" as const,
        path,
        sentence: `${named} has no branch for ${error}: if that happens, the contact ends there.`,
        wayOut: "Connect that branch.",
      })),
    ...(rule.open === true ? [] : errors.filter((error) => !known.includes(error))).map((error) => ({
      code: "error-branch-refused",
      severity: "bad" as const,
      path,
      sentence: `${named} has a branch for ${error}, which Connect refuses here.`,
      wayOut: "Remove that branch.",
    })),
    ...errors
      .filter((error, index) => errors.indexOf(error) !== index)
      .map((error) => ({
        code: "error-branch-twice",
        severity: "bad" as const,
        path,
        sentence: `${named} has two branches for ${error}.`,
        wayOut: "Keep one of them.",
      })),
  ];
}

const allOperators: readonly string[] = [
  "Equals",
  "TextStartsWith",
  "TextEndsWith",
  "TextContains",
  "NumberGreaterThan",
  "NumberGreaterOrEqualTo",
  "NumberLessThan",
  "NumberLessOrEqualTo",
  "KeyExists",
];

function checkConditions(
  action: FlowAction,
  { conditions: rule }: ActionRule,
  named: string,
): BlockFinding[] {
  const conditions = action.Transitions?.Conditions ?? [];
  const path = "Transitions.Conditions";
  if (rule === "none") {
    if (conditions.length === 0) return [];
    return [
      {
        code: "conditions-refused",
        severity: "bad",
        path,
        sentence: `${named} has conditions, but this block doesn't take any.`,
        wayOut: "Add a Check contact attributes block after it.",
      },
    ];
  }
  const operands = conditions.flatMap(({ Condition }) => Condition.Operands);
  const findings = conditions.flatMap((condition, index) =>
    checkCondition(
      condition,
      rule === undefined ? { operators: allOperators } : rule,
      named,
      `${path}[${index}]`,
    ),
  );
  if (rule === undefined) return findings;
  if (rule.atLeastOne === true && conditions.length === 0) {
    findings.push({
      code: "condition-missing",
      severity: "bad",
      path,
      sentence: `${named} has no condition; Connect refuses it without one.`,
      wayOut: "Add a condition.",
    });
  }
  for (const operand of rule.required ?? []) {
    if (operands.includes(operand)) continue;
    findings.push({
      code: "condition-missing",
      severity: "bad",
      path,
      sentence: `${named} has no branch for "${operand}"; Connect refuses it without one.`,
      wayOut: "Connect that branch.",
    });
  }
  return findings;
}

function checkCondition(
  { Condition: { Operator, Operands } }: FlowCondition,
  { operators = ["Equals"], operands = () => true }: Exclude<ActionRule["conditions"], "none" | undefined>,
  named: string,
  path: string,
): BlockFinding[] {
  const refused = (what: string, wayOut: string): BlockFinding => ({
    code: "condition-refused",
    severity: "bad",
    path,
    sentence: `${named} ${what}.`,
    wayOut,
  });
  if (!operators.includes(Operator)) {
    return [
      refused(
        `compares with ${Operator}, which Connect refuses here`,
        `Use ${operators.length === 1 ? operators[0] : `one of ${operators.join(", ")}`}.`,
      ),
    ];
  }
  const [operand = ""] = Operands;
  if (Operands.length !== 1) {
    return [
      refused(`has a condition with ${Operands.length} values`, "Give each condition exactly one value."),
    ];
  }
  if (operand === "") return [refused("has a condition with an empty value", "Enter a value.")];
  return operands(operand)
    ? []
    : [refused(`has a branch for "${operand}", which this block never takes`, "Remove that branch.")];
}
