import { scopesOfAction } from "@/lib/aws/action-scopes";
import {
  apiLogActions,
  boundaryTag,
  functionActions,
  readerActions,
  rolePath,
  templateTag,
  templateVersion,
} from "@/lib/aws/function-boundary";
import { ownTableName, readerRoleName } from "@/lib/aws/own-names";
import { type PermissionScope, permissionScopes, type ScopeName } from "@/lib/aws/permission-scopes";
import { deployActions, readActions } from "./needed-actions";

export interface OnboardingInput {
  /** Random, made by the console, one per tenant. */
  externalId: string;
  /**
   * Who assumes the roles: the ARN of the console's own role or user. Without it the person who creates the stack fills
   * it in, and cannot leave it out.
   */
  consolePrincipalArn?: string | undefined;
  /** Values of the tags `patchbay:installation` and `patchbay:tenant`: what carries them is ours. */
  installation: string;
  tenant: string;
  /** The Connect instance, once it is chosen; before that the roles reach every instance of the account. */
  instanceId?: string | undefined;
  /** "aws", "aws-us-gov", "aws-cn". */
  partition: string;
}

/** The parameters of the template with their defaults; undefined where there is none. */
export function onboardingParameters(input: OnboardingInput): Record<string, string | undefined> {
  return {
    ConsolePrincipalArn: input.consolePrincipalArn,
    ExternalId: input.externalId,
    Installation: input.installation,
    Tenant: input.tenant,
    ConnectInstanceId: input.instanceId || "*",
    PhoneNumberArns: `arn:${input.partition}:connect:*:*:phone-number/*`,
    TableName: `*${ownTableName}`,
    EditAllFlows: "no",
  };
}

/**
 * A CloudFormation template that the account's administrator launches once: one role that reads, one that deploys, both
 * for this console alone and only with the tenant's external id. The actions are those that the registered resource
 * types and trail sources declare, each bounded as `action-scopes.ts` says. No name in it is fixed, so an account may
 * have several of these stacks.
 */
export function onboardingTemplate(input: OnboardingInput): object {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: { Ref: "ConsolePrincipalArn" } },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } } },
      },
    ],
  };
  const { Read, Functions, Data, Connect, Instance, Identity, optional } = statementsByPolicy();
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "Lets a Patchbay console read contacts and logs, and deploy the integrations that you approve there.",
    Metadata: { PatchbayTemplateVersion: templateVersion },
    Parameters: templateParameters(input),
    Conditions: { EditsAllFlows: { "Fn::Equals": [{ Ref: "EditAllFlows" }, "yes"] } },
    Resources: {
      FunctionBoundary: functionBoundary(),
      ReadPolicy: managedPolicy("What Patchbay reads", Read),
      FunctionsPolicy: managedPolicy("Functions that Patchbay creates and changes", Functions),
      DataPolicy: managedPolicy("Tables and log groups that Patchbay creates and changes", Data),
      ConnectPolicy: managedPolicy("What Patchbay creates and changes in Amazon Connect", Connect),
      InstancePolicy: managedPolicy(
        "Instance settings, phone numbers, and applications that Patchbay creates and changes",
        Instance,
      ),
      IdentityPolicy: managedPolicy("Roles and APIs that Patchbay creates and changes", Identity),
      ReadRole: role("Patchbay reads contacts, logs, and metadata", trust, ["ReadPolicy"]),
      DeployRole: role(
        "Patchbay deploys approved plans",
        trust,
        ["ReadPolicy", "FunctionsPolicy", "DataPolicy", "ConnectPolicy", "InstancePolicy", "IdentityPolicy"],
        [
          { Key: boundaryTag, Value: { Ref: "FunctionBoundary" } },
          { Key: templateTag, Value: String(templateVersion) },
        ],
      ),
      SelfPolicy: selfPolicy(),
      EditAllFlowsPolicy: {
        ...managedPolicy("Lets Patchbay's flow library publish every flow of the instance", optional, [
          "DeployRole",
        ]),
        Condition: "EditsAllFlows",
      },
    },
    Outputs: {
      ReadRoleArn: { Value: { "Fn::GetAtt": ["ReadRole", "Arn"] } },
      DeployRoleArn: { Value: { "Fn::GetAtt": ["DeployRole", "Arn"] } },
      FunctionBoundaryArn: { Value: { Ref: "FunctionBoundary" } },
      TemplateVersion: { Value: String(templateVersion) },
    },
  };
}

function templateParameters(input: OnboardingInput): object {
  const defaults = onboardingParameters(input);
  const text = (name: string, Description: string, more: object = {}) => ({
    [name]: {
      Type: "String",
      ...(defaults[name] === undefined ? {} : { Default: defaults[name] }),
      Description,
      ...more,
    },
  });
  return {
    ...text(
      "ConsolePrincipalArn",
      input.consolePrincipalArn === undefined
        ? "ARN of the IAM role or user that the Patchbay console runs as, with its path."
        : "The IAM role or user that the Patchbay console runs as. Don't change it.",
      {
        AllowedPattern: "arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/.+)",
        ConstraintDescription: "Enter an ARN such as arn:aws:iam::111122223333:role/path/name.",
      },
    ),
    ...text("ExternalId", "Created by Patchbay for you. Don't change it.", { NoEcho: true }),
    ...text("Installation", "The tag value of resources that this Patchbay creates. Don't change it."),
    ...text("Tenant", "The tag value of resources that Patchbay creates for you. Don't change it."),
    ...text("ConnectInstanceId", "The Amazon Connect instance that Patchbay may use; * for any.", {
      AllowedPattern: "\\*|[a-f0-9-]{36}",
    }),
    PhoneNumberArns: {
      Type: "CommaDelimitedList",
      Default: defaults.PhoneNumberArns,
      Description: "ARNs of the phone numbers that Patchbay may point to its flows, separated by commas.",
    },
    ...text(
      "TableName",
      "The names of DynamoDB tables that Patchbay may create and use; * matches any text.",
    ),
    ...text("EditAllFlows", "yes: Patchbay may also publish flows that it didn't create.", {
      AllowedValues: ["no", "yes"],
    }),
  };
}

type Statement = Record<string, unknown>;

/** One statement a scope, with the actions of both roles: whatever is in the policy Read reads. */
function statementsByPolicy() {
  const actionsOf = new Map<ScopeName, string[]>();
  for (const action of [...new Set([...readActions(), ...deployActions()])].sort())
    for (const scope of scopesOfAction(action))
      actionsOf.set(scope, [...(actionsOf.get(scope) ?? []), action]);
  const policies: Record<PermissionScope["policy"] | "optional", Statement[]> = {
    Read: [],
    Functions: [],
    Data: [],
    Connect: [],
    Instance: [],
    Identity: [],
    optional: [],
  };
  for (const [name, scope] of Object.entries<PermissionScope>(permissionScopes)) {
    const actions = actionsOf.get(name as ScopeName);
    if (actions === undefined || name === "self") continue;
    policies[scope.isOptional === true ? "optional" : scope.policy].push(
      allow(name.charAt(0).toUpperCase() + name.slice(1), actions, scope.resource, scope.condition),
    );
  }
  return policies;
}

/**
 * What the functions, the roles that they take, and API Gateway where it writes logs, may do at most; the deploying role
 * cannot change it.
 */
function functionBoundary() {
  const onTables = functionActions.filter((action) => action.startsWith("dynamodb:"));
  const onLogs = functionActions.filter((action) => action.startsWith("logs:"));
  const table = { "Fn::Sub": `arn:\${AWS::Partition}:dynamodb:*:\${AWS::AccountId}:table/\${TableName}` };
  const readers = {
    "Fn::Sub": `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${rolePath}*${readerRoleName}`,
  };
  const streams = { "Fn::Sub": `arn:\${AWS::Partition}:kinesisvideo:*:\${AWS::AccountId}:stream/*` };
  const keys = { "Fn::Sub": `arn:\${AWS::Partition}:kms:*:\${AWS::AccountId}:key/*` };
  const [getEndpoint, getMedia, decrypt] = readerActions;
  const policy = managedPolicy("Permissions boundary of the functions that Patchbay deploys", [
    allow("Functions", onTables, table),
    allow("Logs", [...new Set([...onLogs, ...apiLogActions])], "*"),
    allow("Readers", ["sts:AssumeRole"], readers),
    allow("Streams", [getEndpoint, getMedia], streams),
    // Only what Kinesis Video Streams hands out.
    allow("Keys", [decrypt], keys, { StringLike: { "kms:ViaService": "kinesisvideo.*" } }),
  ]);
  return { ...policy, Properties: { ...policy.Properties, Path: rolePath } };
}

/** The roles may look themselves up (the boundary stands in a tag) and ask IAM what they may do. */
function selfPolicy() {
  const actions = [...new Set([...readActions(), ...deployActions()])].filter((action) =>
    scopesOfAction(action).includes("self"),
  );
  const arns = ["ReadRole", "DeployRole"].map((id) => ({ "Fn::GetAtt": [id, "Arn"] }));
  return managedPolicy(
    "Lets Patchbay's roles read their own permissions",
    [allow("Self", actions, arns)],
    ["ReadRole", "DeployRole"],
  );
}

function allow(Sid: string, Action: string[], Resource: unknown, Condition?: object): Statement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

function managedPolicy(Description: string, Statement: object[], roles: string[] = []) {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: {
      Description,
      PolicyDocument: { Version: "2012-10-17", Statement },
      ...(roles.length === 0 ? {} : { Roles: roles.map((Ref) => ({ Ref })) }),
    },
  };
}

function role(
  Description: string,
  AssumeRolePolicyDocument: object,
  policies: string[],
  Tags: object[] = [],
) {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      Description,
      AssumeRolePolicyDocument,
      MaxSessionDuration: 3600,
      ManagedPolicyArns: policies.map((Ref) => ({ Ref })),
      ...(Tags.length === 0 ? {} : { Tags }),
    },
  };
}
