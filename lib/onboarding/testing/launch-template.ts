import { AttachRolePolicyCommand, CreatePolicyCommand, CreateRoleCommand } from "@aws-sdk/client-iam";
import type { AwsClients } from "@/lib/aws/clients";

interface Resource {
  Type: string;
  Condition?: string;
  Properties: Record<string, unknown>;
}

export interface Template {
  Parameters: Record<string, { Type: string; Default?: string; Description: string }>;
  Conditions: Record<string, unknown>;
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

export interface Stack {
  name: string;
  /** Parameters that differ from their defaults. */
  parameters?: Record<string, string>;
}

/** What CloudFormation does with an onboarding template, in the account of these clients: its outputs. */
export async function launchTemplate(
  { iam }: AwsClients,
  accountId: string,
  made: object,
  stack: Stack,
): Promise<Record<string, string>> {
  const template = made as Template;
  const values = parametersOf(template, accountId, stack);
  const arns: Record<string, string> = {};
  const resolve = (value: unknown) => resolveValue(value, values, arns);
  const wanted = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || holds(resolve(template.Conditions[Condition])),
  );
  // Whatever has no `Roles` is named by roles; the others name them.
  const isLate = ({ Properties }: Resource) => "Roles" in Properties;
  const inOrder = [
    ...wanted.filter(([, each]) => each.Type === "AWS::IAM::ManagedPolicy" && !isLate(each)),
    ...wanted.filter(([, each]) => each.Type === "AWS::IAM::Role"),
    ...wanted.filter(([, each]) => isLate(each)),
  ];
  for (const [id, { Type, Properties }] of inOrder) {
    const name = `${stack.name}-${id}`;
    const properties = resolve(Properties) as Record<string, unknown>;
    if (Type === "AWS::IAM::ManagedPolicy") {
      const { Policy } = await iam.send(
        new CreatePolicyCommand({
          PolicyName: String(properties.ManagedPolicyName ?? name),
          Path: properties.Path === undefined ? undefined : String(properties.Path),
          PolicyDocument: JSON.stringify(properties.PolicyDocument),
        }),
      );
      const PolicyArn = Policy?.Arn ?? "";
      arns[id] = PolicyArn;
      for (const role of (properties.Roles ?? []) as string[]) {
        await iam.send(new AttachRolePolicyCommand({ RoleName: role.split("/").at(-1), PolicyArn }));
      }
      continue;
    }
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify(properties.AssumeRolePolicyDocument),
        Tags: properties.Tags as { Key: string; Value: string }[] | undefined,
      }),
    );
    arns[id] = Role?.Arn ?? "";
    for (const PolicyArn of properties.ManagedPolicyArns as string[]) {
      await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
    }
  }
  return Object.fromEntries(
    Object.entries(template.Outputs).map(([name, { Value }]) => [name, String(resolve(Value))]),
  );
}

/** The policies as they are stored, parameters filled in: for measuring and reading. */
export function policyDocuments(made: object, accountId: string, stack: Stack): Record<string, object> {
  const template = made as Template;
  const values = parametersOf(template, accountId, stack);
  const arns = Object.fromEntries(
    Object.keys(template.Resources).map((id) => [
      id,
      `arn:aws:iam::${accountId}:policy/patchbay/${stack.name}-${id}`,
    ]),
  );
  return Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === "AWS::IAM::ManagedPolicy")
      .map(([id, { Properties }]) => [id, resolveValue(Properties.PolicyDocument, values, arns) as object]),
  );
}

function parametersOf(
  { Parameters }: Template,
  accountId: string,
  { parameters = {} }: Stack,
): Record<string, unknown> {
  const given = Object.entries(Parameters).map(([name, { Type, Default }]) => {
    const value = parameters[name] ?? Default;
    if (value === undefined) throw new Error(`The parameter ${name} has no value.`);
    return [name, Type === "CommaDelimitedList" ? value.split(",").map((each) => each.trim()) : value];
  });
  return { ...Object.fromEntries(given), "AWS::Partition": "aws", "AWS::AccountId": accountId };
}

function holds(condition: unknown): boolean {
  const [left, right] = (condition as { "Fn::Equals": unknown[] })["Fn::Equals"];
  return left === right;
}

/** Ref, Fn::Sub and Fn::GetAtt (of ARNs). */
function resolveValue(
  value: unknown,
  values: Record<string, unknown>,
  arns: Record<string, string>,
): unknown {
  if (Array.isArray(value)) return value.map((each) => resolveValue(each, values, arns));
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::Sub": text, "Fn::GetAtt": attribute } = value as Record<string, unknown>;
  if (typeof Ref === "string") return values[Ref] ?? arns[Ref];
  if (Array.isArray(attribute)) return arns[String(attribute[0])];
  if (typeof text === "string")
    return text.replace(/\$\{([\w:]+)\}/g, (_whole, name: string) => String(values[name] ?? arns[name]));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, resolveValue(each, values, arns)]),
  );
}
