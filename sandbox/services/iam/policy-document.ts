import { ServiceError } from "../../wire/service";

export interface Statement {
  sid?: string | undefined;
  effect: "Allow" | "Deny";
  actions: string[];
  notActions: string[];
  resources: string[];
  notResources: string[];
  /** `["service:lambda.amazonaws.com", "aws:*"]`, kind and value joined. */
  principals: { kind: string; value: string }[];
  /** operator → key → wanted values. */
  conditions: Record<string, Record<string, string[]>>;
}

/** Reads a policy document's JSON text; IAM's MalformedPolicyDocument when it cannot be read. */
export function readPolicyDocument(text: string): Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
  if (typeof document !== "object" || document === null || !("Statement" in document))
    throw malformed("Syntax errors in policy.");
  return asList(document.Statement).map(readStatement);
}

function readStatement(value: unknown): Statement {
  if (typeof value !== "object" || value === null) throw malformed("Syntax errors in policy.");
  const source = value as Record<string, unknown>;
  if (source.Effect !== "Allow" && source.Effect !== "Deny") throw malformed("Syntax errors in policy.");
  if (source.Action === undefined && source.NotAction === undefined)
    throw malformed("Policy statement must contain actions.");
  return {
    sid: typeof source.Sid === "string" ? source.Sid : undefined,
    effect: source.Effect,
    actions: asTexts(source.Action),
    notActions: asTexts(source.NotAction),
    resources: asTexts(source.Resource),
    notResources: asTexts(source.NotResource),
    principals: readPrincipals(source.Principal),
    conditions: readConditions(source.Condition),
  };
}

function readPrincipals(value: unknown): Statement["principals"] {
  if (value === undefined) return [];
  if (value === "*") return [{ kind: "AWS", value: "*" }];
  if (typeof value !== "object" || value === null) throw malformed("Invalid principal in policy.");
  return Object.entries(value).flatMap(([kind, entry]) =>
    asTexts(entry).map((text) => ({ kind, value: text })),
  );
}

function readConditions(value: unknown): Statement["conditions"] {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null) throw malformed("Syntax errors in policy.");
  const conditions: Statement["conditions"] = {};
  for (const [operator, block] of Object.entries(value)) {
    if (typeof block !== "object" || block === null) throw malformed("Syntax errors in policy.");
    const keys: Record<string, string[]> = {};
    for (const [key, wanted] of Object.entries(block)) keys[key] = asList(wanted).map(String);
    conditions[operator] = keys;
  }
  return conditions;
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function asTexts(value: unknown): string[] {
  return asList(value).map((entry) => {
    if (typeof entry !== "string") throw malformed("Syntax errors in policy.");
    return entry;
  });
}

function malformed(message: string): ServiceError {
  return new ServiceError("MalformedPolicyDocument", message);
}

/** An identity's policy must name resources and can't name a principal. */
export function checkIdentityPolicy(text: string): void {
  for (const statement of readPolicyDocument(text)) {
    if (statement.principals.length > 0) throw malformed("Policy document should not specify a principal.");
    if (statement.resources.length === 0 && statement.notResources.length === 0)
      throw malformed("Policy statement must contain resources.");
    for (const action of [...statement.actions, ...statement.notActions])
      if (action !== "*" && !action.includes(":"))
        throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    for (const resource of [...statement.resources, ...statement.notResources])
      if (resource !== "*" && !resource.startsWith("arn:") && !resource.startsWith("*"))
        throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  }
}

/** A role's trust policy must name a principal and can't name a resource. */
export function checkTrustPolicy(text: string): void {
  for (const statement of readPolicyDocument(text)) {
    if (statement.principals.length === 0) throw malformed("AssumeRolepolicy must contain a principal.");
    if (statement.resources.length > 0) throw malformed("Has prohibited field Resource");
    if (![...statement.actions].every((action) => action.startsWith("sts:")))
      throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
}
