import { apiLogActions, FUNCTION_BOUNDARY, functionActions } from "@/lib/aws/function-boundary";
import { deployActions, isRoleAction, ROLE_PATH, readActions } from "@/lib/aws/needed-actions";

export interface OnboardingInput {
  /** Random, made by the console, one per tenant. */
  externalId: string;
  /** Who assumes the roles: the ARN of the console's own role or user, or an account's root. */
  consolePrincipalArn: string;
}

/**
 * A CloudFormation template that the account's administrator launches once: one role that reads, one that deploys, both
 * for this console alone and only with the tenant's external id. The actions are those that the registered resource
 * types and trail sources declare.
 */
export function onboardingTemplate({ externalId, consolePrincipalArn }: OnboardingInput): object {
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
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "Lets a Patchbay console read contacts and logs, and deploy the integrations that you approve there.",
    Parameters: {
      ConsolePrincipalArn: {
        Type: "String",
        Default: consolePrincipalArn,
        Description: "The console's own identity; leave it as it is.",
      },
      ExternalId: {
        Type: "String",
        Default: externalId,
        NoEcho: true,
        Description: "Made by the console for you; leave it as it is.",
      },
    },
    Resources: {
      FunctionBoundary: functionBoundary(),
      ReadPolicy: managedPolicy("What Patchbay reads", [allow("Read", readActions(), "*")]),
      DeployPolicy: managedPolicy("What Patchbay makes and changes", deployStatements()),
      ReadRole: role("Patchbay reads contacts, logs and metadata", trust, ["ReadPolicy"]),
      DeployRole: role("Patchbay deploys approved plans", trust, ["ReadPolicy", "DeployPolicy"]),
    },
    Outputs: {
      ReadRoleArn: { Value: { "Fn::GetAtt": ["ReadRole", "Arn"] } },
      DeployRoleArn: { Value: { "Fn::GetAtt": ["DeployRole", "Arn"] } },
    },
  };
}

/** What the functions, and API Gateway where it writes logs, may do at most; the deploying role cannot change it. */
function functionBoundary() {
  const policy = managedPolicy("The most that the functions which Patchbay deploys may do", [
    allow("Functions", [...new Set([...functionActions, ...apiLogActions])], "*"),
  ]);
  const named = { ManagedPolicyName: FUNCTION_BOUNDARY, Path: ROLE_PATH };
  return { ...policy, Properties: { ...policy.Properties, ...named } };
}

/** These give a role its power: allowed only for roles that carry the boundary. */
const boundedActions = ["iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"];

/**
 * Roles only on our own path and only within the boundary, handed to Lambda and API Gateway only; the rest on what the integrations name.
 * Without the boundary, whoever holds the deploying role could make a role of any power and have a function use it.
 */
function deployStatements(): object[] {
  const actions = deployActions();
  const ownRoles = { "Fn::Sub": `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${ROLE_PATH}*` };
  const isFree = (action: string) => action !== "iam:PassRole" && !boundedActions.includes(action);
  return [
    allow(
      "Deploy",
      actions.filter((action) => !isRoleAction(action)),
      "*",
    ),
    allow(
      "OwnRoles",
      actions.filter((action) => isRoleAction(action) && isFree(action)),
      ownRoles,
    ),
    {
      ...allow("BoundRoles", boundedActions, ownRoles),
      Condition: { StringEquals: { "iam:PermissionsBoundary": { Ref: "FunctionBoundary" } } },
    },
    {
      ...allow("HandRolesOn", ["iam:PassRole"], ownRoles),
      Condition: {
        StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "apigateway.amazonaws.com"] },
      },
    },
  ];
}

function allow(Sid: string, Action: string[], Resource: unknown) {
  return { Sid, Effect: "Allow", Action, Resource };
}

/** A managed policy: an inline one would be too short for all these actions one day. */
function managedPolicy(Description: string, Statement: object[]) {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { Description, PolicyDocument: { Version: "2012-10-17", Statement } },
  };
}

function role(Description: string, AssumeRolePolicyDocument: object, policies: string[]) {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      Description,
      AssumeRolePolicyDocument,
      MaxSessionDuration: 3600,
      ManagedPolicyArns: policies.map((Ref) => ({ Ref })),
    },
  };
}
