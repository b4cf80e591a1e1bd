/** A branch taken when a value meets a condition; operands are single strings in the flow language. */
export interface FlowCondition {
  next: string;
  operator: string;
  operand: string;
}

export interface FlowError {
  next: string;
  errorType: string;
}

export interface FlowAction {
  identifier: string;
  type: string;
  parameters: Record<string, unknown>;
  /** undefined on blocks that end the flow; "" in some of AWS's own samples counts as absent. */
  next: string | undefined;
  conditions: FlowCondition[];
  errors: FlowError[];
}

export interface FlowDocument {
  startAction: string;
  actions: ReadonlyMap<string, FlowAction>;
}

export type ParsedFlow = { ok: true; document: FlowDocument } | { ok: false; reason: string };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Reads a flow leniently: members that may be missing become empty ones. Whether it may be published is
 * another question (services/connect/validate-flow.ts); a saved draft need not even have these members.
 */
export function parseFlowDocument(text: string): ParsedFlow {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { ok: false, reason: "The content is not JSON." };
  }
  if (!isRecord(raw)) return { ok: false, reason: "The content is not a JSON object." };
  if (Array.isArray(raw.modules)) return { ok: false, reason: "The content is a legacy export." };
  const startAction = asText(raw.StartAction);
  if (startAction === undefined) return { ok: false, reason: "The content has no StartAction." };
  if (!Array.isArray(raw.Actions)) return { ok: false, reason: "The content has no Actions." };
  const actions = new Map<string, FlowAction>();
  for (const entry of raw.Actions) {
    const action = readAction(entry);
    if (action && !actions.has(action.identifier)) actions.set(action.identifier, action);
  }
  return { ok: true, document: { startAction, actions } };
}

function readAction(entry: unknown): FlowAction | undefined {
  if (!isRecord(entry)) return undefined;
  const identifier = asText(entry.Identifier);
  const type = asText(entry.Type);
  if (identifier === undefined || type === undefined) return undefined;
  const transitions = isRecord(entry.Transitions) ? entry.Transitions : {};
  return {
    identifier,
    type,
    parameters: isRecord(entry.Parameters) ? entry.Parameters : {},
    next: asText(transitions.NextAction) || undefined,
    conditions: asList(transitions.Conditions).flatMap(readCondition),
    errors: asList(transitions.Errors).flatMap(readError),
  };
}

function readCondition(entry: unknown): FlowCondition[] {
  if (!isRecord(entry) || !isRecord(entry.Condition)) return [];
  const next = asText(entry.NextAction);
  const operator = asText(entry.Condition.Operator);
  const operand = asText(asList(entry.Condition.Operands)[0]);
  if (next === undefined || operator === undefined || operand === undefined) return [];
  return [{ next, operator, operand }];
}

function readError(entry: unknown): FlowError[] {
  if (!isRecord(entry)) return [];
  const next = asText(entry.NextAction);
  const errorType = asText(entry.ErrorType);
  return next === undefined || errorType === undefined ? [] : [{ next, errorType }];
}
