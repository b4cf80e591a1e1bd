import type { SandboxAccount } from "../../state/account";
import type { Dependents } from "../../wire/answer-request";
import { type NeededPermission, ServiceError } from "../../wire/service";
import { readVoiceConnector } from "../chime-sdk-voice/connector-store";
import { instanceArn } from "../connect/arns";
import { connectState } from "../connect/connect-state";
import { findFunction } from "../lambda/function-store";
import { hasTags, tagConditions } from "./tag-conditions";

type Input = Record<string, unknown>;

type Rule = (input: Input, account: SandboxAccount) => Dependents | undefined;

const onAll = (...actions: string[]): NeededPermission[] => actions.map((action) => ({ action }));

const deliveries = [
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
];

/** Chime names neither the permission nor the caller (aws-samples/amazon-chime-sdk-click-to-call #128). */
const noLogDestination = () =>
  new ServiceError("ForbiddenException", "Access Denied for LogDestination", { Code: "Forbidden" });

/**
 * By service and operation, the column "Dependent actions" of AWS's service authorization reference. What the reference
 * does not name and the field does is marked. An operation with tags also needs the service's action for tagging.
 */
const rules: Record<string, Rule> = {
  "chime:PutVoiceConnectorLoggingConfiguration": ({ VoiceConnectorId }, { region, accountId }) => ({
    needed: [
      // The last two: cdklabs/cdk-amazon-chime-resources #502, and AWS's policy AmazonChimeFullAccess.
      ...onAll(...deliveries, "logs:PutResourcePolicy", "logs:DescribeResourcePolicies"),
      {
        action: "logs:DescribeLogGroups",
        resource: `arn:aws:logs:${region}:${accountId}:log-group::log-stream:`,
      },
      ...["SipMessages", "Logs"].map((kind) => ({
        action: "logs:CreateLogGroup",
        resource: `arn:aws:logs:${region}:${accountId}:log-group:/aws/ChimeVoiceConnector${kind}/${VoiceConnectorId}:log-stream:`,
      })),
    ],
    refuse: noLogDestination,
  }),
  "chime:DeleteVoiceConnector": () => ({ needed: onAll(...deliveries), refuse: noLogDestination }),
  "chime:CreateVoiceConnector": ({ IntegrationType, Tags }, { region, accountId }) => ({
    needed: [
      ...(IntegrationType === "CONNECT_CALL_TRANSFER_CONNECTOR"
        ? onAll("chime:CreateConnectCallTransferConnector")
        : []),
      ...(IntegrationType === "CONNECT_ANALYTICS_CONNECTOR"
        ? onAll("chime:CreateConnectAnalyticsConnector")
        : []),
      ...tagging("chime:TagResource", `arn:aws:chime:${region}:${accountId}:vc/*`, Tags),
    ],
  }),
  "connect:CreateIntegrationAssociation": ({ IntegrationType, IntegrationArn }, account) =>
    IntegrationType === "CALL_TRANSFER_CONNECTOR"
      ? {
          needed: [
            ...onAll(
              "chime:AssociateVoiceConnectorConnect",
              "chime:DisassociateVoiceConnectorConnect",
              "ds:DescribeDirectories",
            ),
            // Connect marks the connector with tags of its own, so the caller's request tags are not ours.
            ...["chime:TagResource", "chime:UntagResource"].map((action) => {
              const tags = readVoiceConnector(account, String(IntegrationArn))?.tags;
              const conditions = tagConditions({ resource: tags, request: { AmazonConnectEnabled: "true" } });
              return { action, resource: String(IntegrationArn), conditions };
            }),
            describeInstance(account),
          ],
        }
      : undefined,
  "connect:DeleteIntegrationAssociation": (_input, account) => ({
    needed: [
      ...onAll("chime:DisassociateVoiceConnectorConnect", "ds:DescribeDirectories"),
      describeInstance(account),
    ],
  }),
  "connect:AssociateLambdaFunction": ({ FunctionArn }, account) => ({
    needed: [onFunction("lambda:AddPermission", FunctionArn, account)],
  }),
  "connect:DisassociateLambdaFunction": ({ FunctionArn }, account) => ({
    needed: [onFunction("lambda:RemovePermission", FunctionArn, account)],
  }),
  "connect:CreateContactFlow": ({ Tags }, account) => ({
    needed: tagging("connect:TagResource", `${arnOfInstance(account)}/contact-flow/*`, Tags),
  }),
  "lambda:CreateFunction": ({ FunctionName, Tags }, { region, accountId }) => ({
    needed: tagging(
      "lambda:TagResource",
      `arn:aws:lambda:${region}:${accountId}:function:${FunctionName}`,
      Tags,
    ),
  }),
  "dynamodb:CreateTable": ({ TableName, Tags }, { region, accountId }) => ({
    needed: tagging(
      "dynamodb:TagResource",
      `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`,
      Tags,
    ),
  }),
  "iam:CreateRole": ({ RoleName, Path = "/", Tags }, { accountId }) => ({
    needed: tagging("iam:TagRole", `arn:aws:iam::${accountId}:role${Path}${RoleName}`, Tags),
  }),
  "logs:CreateLogGroup": ({ logGroupName, tags }, { region, accountId }) => ({
    needed: tagging(
      "logs:TagResource",
      `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`,
      tags,
    ),
  }),
  "apigateway:CreateRestApi": ({ tags }, { region }) => {
    const path = `arn:aws:apigateway:${region}::/tags/arn%3Aaws%3Aapigateway%3A${region}%3A%3A%2Frestapis%2F*`;
    return {
      needed: [...tagging("apigateway:PUT", path, tags), ...tagging("apigateway:POST", path, tags)],
    };
  },
};

const arnOfInstance = (account: SandboxAccount) =>
  instanceArn(account, connectState(account).data.instance.id);

const describeInstance = (account: SandboxAccount): NeededPermission => ({
  action: "connect:DescribeInstance",
  resource: arnOfInstance(account),
});

/** Connect writes into the function's resource policy, and takes out again, in the caller's name. */
function onFunction(action: string, arn: unknown, account: SandboxAccount): NeededPermission {
  const resource = String(arn);
  const tags = findFunction(account, resource)?.record.tags;
  const conditions = { ...tagConditions({ resource: tags }), "lambda:principal": "connect.amazonaws.com" };
  return { action, resource, conditions };
}

/** Tags that come with the creation are asked for by themselves, on what does not exist yet. */
function tagging(action: string, resource: string, tags: unknown): NeededPermission[] {
  return hasTags(tags) ? [{ action, resource, conditions: tagConditions({ request: tags }) }] : [];
}

export function dependentPermissions(
  service: string,
  operation: string,
  input: Input,
  account: SandboxAccount,
): Dependents | undefined {
  return rules[`${service}:${operation}`]?.(input, account);
}
