import type { InstanceStorageConfig } from "@aws-sdk/client-connect";
import type { SandboxAccount } from "../../state/account";
import type { Dependents } from "../../wire/answer-request";
import { type NeededPermission, ServiceError } from "../../wire/service";
import { readVoiceConnector } from "../chime-sdk-voice/connector-store";
import { instanceArn } from "../connect/arns";
import { connectState } from "../connect/connect-state";
import { findKey } from "../kms/key-store";
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
 * leaves out but practice requires is marked. An operation with tags also needs the service's action for tagging.
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
  "connect:CreateIntegrationAssociation": ({ IntegrationType, IntegrationArn }, account) => {
    if (IntegrationType === "APPLICATION")
      return {
        needed: [
          { action: "app-integrations:GetApplication", resource: String(IntegrationArn) },
          ...onServiceRole(account, "iam:GetRolePolicy", "iam:PutRolePolicy"),
        ],
      };
    if (IntegrationType !== "CALL_TRANSFER_CONNECTOR") return undefined;
    return {
      needed: [
        ...onAll(
          "chime:AssociateVoiceConnectorConnect",
          "chime:DisassociateVoiceConnectorConnect",
          "ds:DescribeDirectories",
        ),
        // Connect gives the connector tags of its own, so the caller's request tags don't apply.
        ...["chime:TagResource", "chime:UntagResource"].map((action) => {
          const tags = readVoiceConnector(account, String(IntegrationArn))?.tags;
          const conditions = tagConditions({ resource: tags, request: { AmazonConnectEnabled: "true" } });
          return { action, resource: String(IntegrationArn), conditions };
        }),
        describeInstance(account),
      ],
    };
  },
  "connect:DeleteIntegrationAssociation": ({ IntegrationAssociationId }, account) => {
    const association = connectState(account).data.integrations.find(
      ({ id }) => id === IntegrationAssociationId,
    );
    if (association?.type === "APPLICATION")
      return { needed: onServiceRole(account, "iam:GetRolePolicy", "iam:DeleteRolePolicy") };
    return {
      needed: [
        ...onAll("chime:DisassociateVoiceConnectorConnect", "ds:DescribeDirectories"),
        describeInstance(account),
      ],
    };
  },
  "connect:AssociateInstanceStorageConfig": ({ StorageConfig }, account) => ({
    needed: forStorage(StorageConfig, account),
  }),
  "connect:UpdateInstanceStorageConfig": ({ StorageConfig }, account) => ({
    needed: forStorage(StorageConfig, account),
  }),
  "connect:ClaimPhoneNumber": ({ Tags }, { region, accountId }) => ({
    needed: tagging("connect:TagResource", `arn:aws:connect:${region}:${accountId}:phone-number/*`, Tags),
  }),
  "connect:CreateSecurityProfile": ({ Tags }, account) => ({
    needed: tagging("connect:TagResource", `${arnOfInstance(account)}/security-profile/*`, Tags),
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

/** Connect writes the policies of its own role with the caller's permissions. */
function onServiceRole({ accountId }: SandboxAccount, ...actions: string[]): NeededPermission[] {
  const resource = `arn:aws:iam::${accountId}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect`;
  return actions.map((action) => ({ action, resource }));
}

/** Connect is granted the use of a customer's key; AWS's own key of Kinesis Video Streams needs no grant. */
function forStorage(given: unknown, account: SandboxAccount): NeededPermission[] {
  const config = given as InstanceStorageConfig;
  const keyId = config.KinesisVideoStreamConfig?.EncryptionConfig?.KeyId;
  const key = keyId === undefined ? undefined : findKey(account, keyId);
  const onKey =
    key?.manager === "CUSTOMER"
      ? ["kms:DescribeKey", "kms:CreateGrant"].map((action) => ({ action, resource: key.arn }))
      : [];
  return [...onAll("ds:DescribeDirectories"), ...onServiceRole(account, "iam:PutRolePolicy"), ...onKey];
}

/** Connect adds to and removes from the function's resource policy with the caller's permissions. */
function onFunction(action: string, arn: unknown, account: SandboxAccount): NeededPermission {
  const resource = String(arn);
  const tags = findFunction(account, resource)?.record.tags;
  const conditions = { ...tagConditions({ resource: tags }), "lambda:principal": "connect.amazonaws.com" };
  return { action, resource, conditions };
}

/** Tags given at creation need a permission of their own, on a resource that doesn't exist yet. */
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
