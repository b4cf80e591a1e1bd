import type { ActionRule } from "./action-rule";
import { actionRule } from "./action-rules";
import type { FlowAction } from "./flow-document";
import type { BlockFinding } from "./flow-finding";
import { KNOWN_ROOTS, referencesIn, stringsIn } from "./references";

/** Connect waits at most this long for a Lambda, retries included; asynchronous ones may run longer. */
const MAX_LAMBDA_SECONDS = 8;
const MAX_ASYNCHRONOUS_LAMBDA_SECONDS = 60;

/** What publishing asks of this block, by its type. */
export function checkBlock(action: FlowAction): BlockFinding[] {
  const rule = actionRule(action.Type);
  if (rule === undefined) {
    return [
      {
        code: "block-type-unknown",
        severity: "attention",
        path: "Type",
        sentence: `"${action.Identifier}" is of the type ${action.Type}, which is not known here, so it was not checked.`,
        wayOut: "Connect checks it when the flow is published.",
      },
    ];
  }
  return [
    ...checkRequired(action, rule),
    ...checkErrors(action, rule),
    ...checkConditions(action, rule),
    ...checkLambdaTime(action),
    ...checkRoots(action),
    ...checkAttributeKeys(action),
  ];
}

function checkRequired(action: FlowAction, rule: ActionRule): BlockFinding[] {
  const parameters = action.Parameters ?? {};
  return (rule.required ?? []).flatMap((names) => {
    const choices = names.split("|");
    const given = choices.filter((name) => isGiven(parameters[name]));
    if (given.length === 1) return [];
    const path = `Parameters.${choices.join("|")}`;
    return given.length === 0
      ? [
          {
            code: "parameter-missing",
            severity: "bad" as const,
            path,
            sentence: `"${action.Identifier}" (${rule.title}) needs ${choices.join(" or ")}.`,
            wayOut: "Fill it in.",
          },
        ]
      : [
          {
            code: "parameters-exclude-each-other",
            severity: "bad" as const,
            path,
            sentence: `"${action.Identifier}" (${rule.title}) may have only one of ${given.join(", ")}.`,
            wayOut: "Keep one of them.",
          },
        ];
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function checkErrors(action: FlowAction, rule: ActionRule): BlockFinding[] {
  const errors = (action.Transitions?.Errors ?? []).map((error) => error.ErrorType);
  const missing = (rule.requiredErrors ?? []).filter((error) => !errors.includes(error));
  const { allowedErrors } = rule;
  const refused = allowedErrors ? errors.filter((error) => !allowedErrors.includes(error)) : [];
  const twice = errors.filter((error, index) => errors.indexOf(error) !== index);
  return [
    ...missing.map((error) => ({
      code: "error-branch-missing",
      severity: "bad" as const,
      path: "Transitions.Errors",
      sentence: `"${action.Identifier}" (${rule.title}) has no branch for ${error}; publishing refuses it.`,
      wayOut: "Connect that branch.",
    })),
    ...refused.map((error) => ({
      code: "error-branch-refused",
      severity: "bad" as const,
      path: "Transitions.Errors",
      sentence: `"${action.Identifier}" (${rule.title}) has a branch for ${error}, which this block does not have.`,
      wayOut: "Take that branch away.",
    })),
    ...twice.map((error) => ({
      code: "error-branch-twice",
      severity: "bad" as const,
      path: "Transitions.Errors",
      sentence: `"${action.Identifier}" (${rule.title}) has two branches for ${error}.`,
      wayOut: "Keep one of them.",
    })),
    ...checkTransferErrors(action, errors),
  ];
}

/** A transfer that does not come back may not say what to do when it times out. */
function checkTransferErrors(action: FlowAction, errors: string[]): BlockFinding[] {
  if (action.Type !== "TransferParticipantToThirdParty") return [];
  if (action.Parameters?.ContinueFlowExecution !== "False") return [];
  if (!errors.includes("ConnectionTimeLimitExceeded")) return [];
  return [
    {
      code: "error-branch-refused",
      severity: "bad",
      path: "Transitions.Errors",
      sentence: `"${action.Identifier}" does not resume the flow, so it has no branch for ConnectionTimeLimitExceeded.`,
      wayOut: "Take that branch away, or resume the flow after the transfer.",
    },
  ];
}

function checkConditions(action: FlowAction, rule: ActionRule): BlockFinding[] {
  const conditions = action.Transitions?.Conditions ?? [];
  if (rule.conditions === "none" && conditions.length > 0) {
    return [
      {
        code: "conditions-refused",
        severity: "bad",
        path: "Transitions.Conditions",
        sentence: `"${action.Identifier}" (${rule.title}) has conditions, and this block takes none.`,
        wayOut: "Put a Check contact attributes block behind it.",
      },
    ];
  }
  const operands = conditions.flatMap(({ Condition }) => Condition.Operands);
  return (rule.requiredConditions ?? [])
    .filter((operand) => !operands.includes(operand))
    .map((operand) => ({
      code: "condition-missing",
      severity: "bad" as const,
      path: "Transitions.Conditions",
      sentence: `"${action.Identifier}" (${rule.title}) has no branch for "${operand}"; publishing refuses it.`,
      wayOut: "Connect that branch.",
    }));
}

function checkLambdaTime(action: FlowAction): BlockFinding[] {
  if (action.Type !== "InvokeLambdaFunction") return [];
  const limit = action.Parameters?.InvocationTimeLimitSeconds;
  const asynchronous = action.Parameters?.InvocationType === "ASYNCHRONOUS";
  const most = asynchronous ? MAX_ASYNCHRONOUS_LAMBDA_SECONDS : MAX_LAMBDA_SECONDS;
  const seconds = typeof limit === "string" && /^\d+$/.test(limit) ? Number(limit) : undefined;
  if (seconds !== undefined && seconds >= 1 && seconds <= most) return [];
  return [
    {
      code: "lambda-time-limit",
      severity: "bad",
      path: "Parameters.InvocationTimeLimitSeconds",
      sentence: `"${action.Identifier}" must wait between 1 and ${most} seconds for its Lambda, written as a string.`,
      wayOut: `Set the time limit to at most ${most} seconds.`,
    },
  ];
}

function checkRoots(action: FlowAction): BlockFinding[] {
  // A view's own data has paths of its own that look like references.
  if (action.Type === "ShowView") return [];
  return stringsIn(action.Parameters).flatMap(({ path, value }) =>
    referencesIn(value)
      .filter(({ root }) => !KNOWN_ROOTS.has(root))
      .map(({ whole }) => ({
        code: "reference-root-unknown",
        severity: "attention" as const,
        path: `Parameters.${path}`,
        sentence: `"${action.Identifier}" reads ${whole}, whose beginning is not known here.`,
        wayOut: "Check how it is written; Connect refuses a reference that it does not know.",
      })),
  );
}

function checkAttributeKeys(action: FlowAction): BlockFinding[] {
  if (action.Type !== "UpdateContactAttributes") return [];
  return Object.keys(action.Parameters?.Attributes ?? {})
    .filter((key) => /[$.]/.test(key) || key === "")
    .map((key) => ({
      code: "attribute-name",
      severity: "bad" as const,
      path: `Parameters.Attributes.${key}`,
      sentence: `"${action.Identifier}" sets an attribute called "${key}"; an attribute's name may hold no $ and no dot.`,
      wayOut: "Give the attribute another name.",
    }));
}
