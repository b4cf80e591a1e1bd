import { z } from "zod";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { canonicalJson } from "../fingerprint";

/** Operator → condition key → the one value: all that our own policies need. */
const roleCondition = z.record(z.string(), z.record(z.string(), z.string()));

export const roleStatement = z.object({
  actions: z.array(z.string()),
  resources: z.array(z.string()),
  condition: roleCondition.optional(),
});
export type RoleStatement = z.infer<typeof roleStatement>;

/** Lets one service, or one role of the account, take the role. */
export function trustPolicy(principal: string) {
  const Principal = isArn(principal) ? { AWS: principal } : { Service: principal };
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
  };
}

/** The one service or role that may take the role; anything else is told whole. */
export function principalOf(document: unknown): string {
  const statements = asList(asRecord(document).Statement);
  const principals = asRecord(asRecord(statements[0]).Principal);
  const principal = asList(principals.Service ?? principals.AWS)[0];
  const { Sid: _, ...first } = asRecord(statements[0]);
  const simple = typeof principal === "string" ? trustPolicy(principal).Statement[0] : undefined;
  const same = statements.length === 1 && simple !== undefined && sameStatement(first, simple);
  return same && typeof principal === "string" ? principal : canonicalJson(document);
}

/** A deleted role's place in a policy is an ID without "arn:": it names nobody anymore. */
function isArn(principal: string): boolean {
  return principal.startsWith("arn:");
}

/** The whole principal counts: beside the service may stand "AWS": "*", which lets anyone take the role. */
function sameStatement(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const flat = ({ Action, Principal, ...rest }: Record<string, unknown>) => {
    const principal = asRecord(Principal);
    return canonicalJson({
      ...rest,
      Action: asList(Action),
      Principal: { ...principal, Service: asList(principal.Service), AWS: asList(principal.AWS) },
    });
  };
  return flat(a) === flat(b);
}

export function permissionPolicy(statements: readonly RoleStatement[]) {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources, condition }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(condition === undefined ? {} : { Condition: condition }),
    })),
  };
}

/** A policy's statements as the props write them. */
export function statementsOf(document: unknown): RoleStatement[] {
  return canonicalStatements(
    asList(asRecord(document).Statement).map((each) => {
      const { Effect, Action, Resource, Condition, Sid: _, ...rest } = asRecord(each);
      const condition = roleCondition.safeParse(Condition ?? {});
      const isPlain = Effect === "Allow" && Object.keys(rest).length === 0 && condition.success;
      // A statement of a kind that we never write is told whole, so that it shows as a difference.
      return isPlain
        ? {
            actions: asList(Action).map(String),
            resources: asList(Resource).map(String),
            ...(Condition === undefined ? {} : { condition: condition.data }),
          }
        : { actions: [canonicalJson(each)], resources: [] };
    }),
  );
}

/** IAM keeps no order, and makes a list of one a plain value. */
export function canonicalStatements(statements: readonly RoleStatement[]): RoleStatement[] {
  return statements
    .map(({ actions, resources, condition }) => ({
      actions: [...actions].sort(),
      resources: [...resources].sort(),
      ...(condition === undefined ? {} : { condition }),
    }))
    .sort((a, b) => canonicalJson(a).localeCompare(canonicalJson(b)));
}

/** IAM answers documents URL-encoded. */
export function decode(document: string | undefined): unknown {
  return document === undefined ? undefined : JSON.parse(decodeURIComponent(document));
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function asRecord(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}
