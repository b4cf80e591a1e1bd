import type { FlowAction, FlowDocument, FlowTransitions } from "@/lib/flows/language/flow-document";
import type { FlowKind } from "@/lib/flows/language/rules/flow-kind";

/**
 * What Amazon Connect says when a flow is published, one small flow a rule. Sources: "live" was publicly reported of the
 * running service in 2026, "export" stands in published flows, "docs" is AWS's word alone (docs/unverified.md). Every
 * resource named counts as existing.
 */
export interface PublishVector {
  name: string;
  kind: FlowKind;
  expect: "accepted" | "refused";
  confidence: "live" | "export" | "docs";
  flow: FlowDocument;
}

export type Parameters = Record<string, unknown>;
export interface Ways {
  /** null: no NextAction. */
  next?: string | null;
  errors?: string[];
  /** Operands of Equals, or [operator, operand]. */
  when?: (string | [string, string])[];
}

export const nme = "NoMatchingError";
export const nmc = "NoMatchingCondition";
export const queue = "arn:aws:connect:us-east-1:111122223333:instance/i/queue/q";
export const vectorFlow = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";
export const bot = { AliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/TSTALIASID" };
export const lambda = {
  LambdaFunctionARN: "arn:aws:lambda:us-east-1:111122223333:function:f",
  InvocationTimeLimitSeconds: "8",
};
export const third = (more: Parameters): Parameters => ({
  ThirdPartyPhoneNumber: "+12065550100",
  ThirdPartyConnectionTimeLimitSeconds: "30",
  ContinueFlowExecution: "True",
  ...more,
});
export const menu = (more: Parameters): Parameters => ({
  Text: "Press 1.",
  StoreInput: "False",
  InputTimeLimitSeconds: "5",
  ...more,
});
export const stored = (more: Parameters): Parameters => ({
  Text: "Your number?",
  StoreInput: "True",
  InputTimeLimitSeconds: "5",
  InputValidation: { CustomValidation: { MaximumLength: "8" } },
  ...more,
});
export const menuErrors = ["InputTimeLimitExceeded", nmc, nme];
export const transferErrors = ["CallFailed", "ConnectionTimeLimitExceeded", nme];

function transitionsOf({ next = "end", errors = [], when = [] }: Ways): FlowTransitions {
  return {
    ...(next === null ? {} : { NextAction: next }),
    ...(when.length === 0
      ? {}
      : {
          Conditions: when.map((each) => {
            const [Operator, operand] = typeof each === "string" ? ["Equals", each] : each;
            return { NextAction: "end", Condition: { Operator, Operands: [operand] } };
          }),
        }),
    ...(errors.length === 0 ? {} : { Errors: errors.map((ErrorType) => ({ NextAction: "end", ErrorType })) }),
  };
}

const ends: Partial<Record<FlowKind, string>> = {
  CUSTOMER_WHISPER: "EndFlowExecution",
  OUTBOUND_WHISPER: "EndFlowExecution",
  AGENT_HOLD: "EndFlowExecution",
  MODULE: "EndFlowModuleExecution",
};

export function flowOf(kind: FlowKind, action: FlowAction): FlowDocument {
  const end = {
    Identifier: "end",
    Type: ends[kind] ?? "DisconnectParticipant",
    Parameters: {},
    Transitions: {},
  };
  return {
    Version: "2019-10-30",
    StartAction: action.Identifier,
    Metadata: {},
    Actions: [action, end],
    ...(kind === "MODULE"
      ? { Settings: { InputParameters: [], OutputParameters: [], Transitions: [] } }
      : {}),
  };
}

export function vectors(
  expect: PublishVector["expect"],
  confidence: PublishVector["confidence"],
  rows: Record<string, [type: string, parameters: Parameters, ways?: Ways, kind?: FlowKind]>,
): PublishVector[] {
  return Object.entries(rows).map(([name, [Type, Parameters, ways = {}, kind = "CONTACT_FLOW"]]) => ({
    name,
    kind,
    expect,
    confidence,
    flow: flowOf(kind, { Identifier: "a", Type, Parameters, Transitions: transitionsOf(ways) }),
  }));
}

export const text: Parameters = { Text: "Hello" };
export const wait = (more: Parameters = {}): Parameters => ({ TimeLimitSeconds: "60", ...more });
