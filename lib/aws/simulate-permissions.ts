import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { scopesOfAction } from "@/lib/aws/action-scopes";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { ownTableName } from "@/lib/aws/own-names";
import { type PermissionScope, permissionScopes, type ScopeName } from "@/lib/aws/permission-scopes";

/** What stands for the template's parameters in a simulated request. */
export interface SimulatedPlace {
  partition: string;
  accountId: string;
  region: string;
  /** "": none is chosen yet; then nothing of an instance is simulated. */
  instanceId: string;
  installation: string;
  tenant: string;
  boundaryArn: string | undefined;
}

export interface Simulation {
  allowed: string[];
  denied: string[];
  /** What a stack bounds by values that we don't know: the numbers that it names, an instance not chosen yet. */
  notAsked: string[];
}

/** IAM simulates at most this many actions a call. */
const simulatedAtOnce = 100;

/**
 * Each action as we would call it: on a thing with our tags, in our instance, within the boundary. Throws what IAM
 * throws.
 */
export async function simulatePermissions(
  clients: AwsAccess["clients"],
  principal: string,
  actions: readonly string[],
  place: SimulatedPlace,
): Promise<Simulation> {
  const byScope = new Map<ScopeName, string[]>();
  for (const action of actions)
    for (const scope of scopesOfAction(action)) byScope.set(scope, [...(byScope.get(scope) ?? []), action]);
  const denied = new Set<string>();
  const notAsked = new Set<string>();
  for (const [name, ofScope] of byScope) {
    const scope: PermissionScope = permissionScopes[name];
    const request = scope.isOptional === true ? undefined : requestOf(scope, principal, place);
    if (request === undefined) {
      if (scope.isOptional !== true) for (const action of ofScope) notAsked.add(action);
      continue;
    }
    for (let start = 0; start < ofScope.length; start += simulatedAtOnce) {
      const some = ofScope.slice(start, start + simulatedAtOnce);
      for (const action of await ask(clients, principal, some, request)) denied.add(action);
    }
  }
  return {
    allowed: actions.filter((action) => !denied.has(action) && !notAsked.has(action)),
    denied: [...denied].sort(),
    notAsked: [...notAsked].filter((action) => !denied.has(action)).sort(),
  };
}

interface SimulatedRequest {
  resource: string;
  context: Record<string, string>;
}

/** A request that the scope is made for; undefined when a value of it isn't known here. */
function requestOf(
  { resource, condition }: PermissionScope,
  principal: string,
  place: SimulatedPlace,
): SimulatedRequest | undefined {
  const parameters: Record<string, string | undefined> = {
    "AWS::Partition": place.partition,
    "AWS::AccountId": place.accountId,
    ConnectInstanceId: place.instanceId || undefined,
    Installation: place.installation,
    Tenant: place.tenant,
    TableName: ownTableName,
    FunctionBoundary: place.boundaryArn,
  };
  const first: unknown = Array.isArray(resource) ? resource[0] : resource;
  const arn = first === "self" ? principal : first === "*" ? "*" : exampleOf(first, parameters, place.region);
  if (arn === undefined) return undefined;
  const context: Record<string, string> = {};
  for (const [key, wanted] of Object.entries({ ...condition?.StringEquals, ...condition?.Bool })) {
    const value = exampleOf(Array.isArray(wanted) ? wanted[0] : wanted, parameters, place.region);
    // No boundary in the account: the policy asks for none either.
    if (value !== undefined) context[key] = value;
  }
  return { resource: arn, context };
}

function exampleOf(
  value: unknown,
  parameters: Record<string, string | undefined>,
  region: string,
): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  if ("Ref" in value) return parameters[String(value.Ref)];
  if (!("Fn::Sub" in value)) return undefined;
  let isKnown = true;
  const text = String(value["Fn::Sub"]).replace(/\$\{([\w:]+)\}/g, (_whole, name: string) => {
    isKnown &&= parameters[name] !== undefined;
    return parameters[name] ?? "";
  });
  // The first star of an ARN is its region, where it has one; the others stand for any text.
  return isKnown ? text.replace(":*:", `:${region}:`).replaceAll("*", "any") : undefined;
}

async function ask(
  clients: AwsAccess["clients"],
  principal: string,
  ActionNames: string[],
  { resource, context }: SimulatedRequest,
): Promise<string[]> {
  const denied: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await clients.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal,
        ActionNames,
        ResourceArns: [resource],
        ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyType: "string" as const,
          ContextKeyValues: [value],
        })),
        Marker,
      }),
    );
    for (const each of page.EvaluationResults ?? []) {
      if (each.EvalDecision !== "allowed") denied.push(each.EvalActionName ?? "");
    }
    Marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (Marker !== undefined);
  return denied;
}
