import {
  PutVoiceConnectorExternalSystemsConfigurationCommand,
  PutVoiceConnectorLoggingConfigurationCommand,
  PutVoiceConnectorOriginationCommand,
  PutVoiceConnectorStreamingConfigurationCommand,
  PutVoiceConnectorTerminationCommand,
  UpdateVoiceConnectorCommand,
} from "@aws-sdk/client-chime-sdk-voice";
import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AssociatePhoneNumberContactFlowCommand,
  DescribeContactFlowCommand,
  ListContactFlowsCommand,
  UpdateContactFlowContentCommand,
  UpdateContactFlowMetadataCommand,
} from "@aws-sdk/client-connect";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutResourcePolicyCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { tagListOf, tagsOf } from "@/lib/engine/ownership";
import type { ResourceContext } from "@/lib/engine/resource";
import { handOver } from "@/lib/flows/edit/hand-over";
import { parseFlow, serialiseFlow } from "@/lib/flows/language/parse-flow";
import { waitUntil } from "@/lib/kernel/wait-until";
import type { HandChange, HandChanges } from "./hand-change";

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const everything = policy({ Effect: "Allow", Action: "*", Resource: "*" });

const putPolicy =
  (PolicyName: string): HandChange =>
  ({ aws }, { name }) =>
    aws.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument: everything }));

export const roleChanges: HandChanges = {
  statements: putPolicy("patchbay"),
  otherPolicies: putPolicy("by-hand"),
  principal: ({ aws }, { name }) =>
    aws.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: policy({
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com", AWS: "*" },
          Action: "sts:AssumeRole",
        }),
      }),
    ),
};

export const groupChanges: HandChanges = {
  retentionDays: ({ aws }, { name }) =>
    aws.logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: 1 })),
  kmsKeyId: ({ aws }, { name }) =>
    aws.logs.send(
      new AssociateKmsKeyCommand({ logGroupName: name, kmsKeyId: "arn:aws:kms:us-east-1:1:key/1" }),
    ),
  deletionProtection: ({ aws }, { name }) =>
    aws.logs.send(
      new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: name, deletionProtectionEnabled: true }),
    ),
  class: async ({ aws, owner }, { name }) => {
    const protection = { logGroupIdentifier: name, deletionProtectionEnabled: false };
    await aws.logs.send(new PutLogGroupDeletionProtectionCommand(protection));
    await aws.logs.send(new DeleteLogGroupCommand({ logGroupName: name }));
    const anew = { logGroupName: name, logGroupClass: "INFREQUENT_ACCESS" as const, tags: tagsOf(owner) };
    await aws.logs.send(new CreateLogGroupCommand(anew));
    await aws.logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: 30 }));
  },
};

async function active({ aws, signal }: ResourceContext, TableName: string | undefined): Promise<void> {
  await waitUntil({ what: "the table", timeoutSeconds: 30, signal }, async () => {
    const { Table } = await aws.dynamodb.send(new DescribeTableCommand({ TableName }));
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    const isReady = Table?.TableStatus === "ACTIVE" && indexes.every((each) => each.IndexStatus === "ACTIVE");
    return isReady ? true : undefined;
  });
}

const table =
  (change: Omit<UpdateTableCommandInput, "TableName">): HandChange =>
  async (context, { name }) => {
    await context.aws.dynamodb.send(new UpdateTableCommand({ TableName: name, ...change }));
    await active(context, name);
  };
const capacity = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };

export const tableChanges: HandChanges = {
  billingMode: table({
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: capacity,
    GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "by-session", ProvisionedThroughput: capacity } }],
  }),
  throughputLimits: table({ OnDemandThroughput: { MaxReadRequestUnits: 1, MaxWriteRequestUnits: 1 } }),
  tableClass: table({ TableClass: "STANDARD_INFREQUENT_ACCESS" }),
  resourcePolicy: ({ aws }, { arn }) =>
    aws.dynamodb.send(
      new PutResourcePolicyCommand({
        ResourceArn: arn,
        Policy: policy({ Effect: "Allow", Principal: "*", Action: "dynamodb:*", Resource: arn }),
      }),
    ),
  encryption: table({ SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/theirs" } }),
  stream: table({ StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } }),
  deletionProtection: table({ DeletionProtectionEnabled: true }),
  /** Deleted and made again with another key, with our tags. */
  partitionKey: async (context, { name }) => {
    const { dynamodb } = context.aws;
    await table({ DeletionProtectionEnabled: false })(context, { name: name ?? "" });
    await dynamodb.send(new DeleteTableCommand({ TableName: name }));
    await waitUntil({ what: "it to be gone", timeoutSeconds: 30, signal: context.signal }, async () => {
      const found = await dynamodb.send(new DescribeTableCommand({ TableName: name })).catch(() => undefined);
      return found === undefined ? true : undefined;
    });
    await dynamodb.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "contactId", AttributeType: "S" },
          { AttributeName: "at", AttributeType: "N" },
        ],
        KeySchema: [
          { AttributeName: "contactId", KeyType: "HASH" },
          { AttributeName: "at", KeyType: "RANGE" },
        ],
        Tags: tagListOf(context.owner),
      }),
    );
    await active(context, name);
  },
};

export const connectorChanges: HandChanges = {
  name: ({ aws }, { id }) =>
    aws.chimeVoice.send(
      new UpdateVoiceConnectorCommand({ VoiceConnectorId: id, Name: "renamed", RequireEncryption: false }),
    ),
  requireEncryption: ({ aws }, { id }) =>
    aws.chimeVoice.send(
      new UpdateVoiceConnectorCommand({
        VoiceConnectorId: id,
        Name: "drift-connector",
        RequireEncryption: true,
      }),
    ),
  routes: ({ aws }, { id }) =>
    aws.chimeVoice.send(
      new PutVoiceConnectorOriginationCommand({
        VoiceConnectorId: id,
        Origination: {
          Routes: [{ Host: "203.0.113.9", Port: 5060, Protocol: "TCP", Priority: 1, Weight: 1 }],
          Disabled: false,
        },
      }),
    ),
  ...Object.fromEntries(
    ["sipLogs", "mediaLogs"].map((path): [string, HandChange] => [
      path,
      ({ aws }, { id }) =>
        aws.chimeVoice.send(
          new PutVoiceConnectorLoggingConfigurationCommand({
            VoiceConnectorId: id,
            LoggingConfiguration: {
              EnableSIPLogs: path !== "sipLogs",
              EnableMediaMetricLogs: path !== "mediaLogs",
            },
          }),
        ),
    ]),
  ),
  ...Object.fromEntries(
    ["sbcTypes", "contactCenterSystemTypes"].map((path): [string, HandChange] => [
      path,
      ({ aws }, { id }) =>
        aws.chimeVoice.send(
          new PutVoiceConnectorExternalSystemsConfigurationCommand({
            VoiceConnectorId: id,
            SessionBorderControllerTypes: path === "sbcTypes" ? ["AVAYA_SBCE"] : ["AUDIOCODES_MEDIANT_SBC"],
            ContactCenterSystemTypes:
              path === "sbcTypes" ? ["GENESYS_ENGAGE_ON_PREMISES"] : ["AVAYA_AURA_CONTACT_CENTER"],
          }),
        ),
    ]),
  ),
  termination: ({ aws }, { id }) =>
    aws.chimeVoice.send(
      new PutVoiceConnectorTerminationCommand({
        VoiceConnectorId: id,
        Termination: { CallingRegions: ["US"], CidrAllowedList: ["203.0.113.0/27"], Disabled: false },
      }),
    ),
  streaming: ({ aws }, { id }) =>
    aws.chimeVoice.send(
      new PutVoiceConnectorStreamingConfigurationCommand({
        VoiceConnectorId: id,
        StreamingConfiguration: { DataRetentionInHours: 24, Disabled: false },
      }),
    ),
};

const metadata =
  (change: { Name?: string; Description?: string; ContactFlowState?: "ARCHIVED" }): HandChange =>
  ({ aws, instanceId }, { id }) =>
    aws.connect.send(
      new UpdateContactFlowMetadataCommand({ InstanceId: instanceId, ContactFlowId: id, ...change }),
    );

export const flowChanges: HandChanges = {
  name: metadata({ Name: "Renamed by hand" }),
  description: metadata({ Description: "by hand" }),
  state: metadata({ ContactFlowState: "ARCHIVED" }),
  content: ({ aws, instanceId }, { id }) =>
    aws.connect.send(
      new UpdateContactFlowContentCommand({
        InstanceId: instanceId,
        ContactFlowId: id,
        Content: JSON.stringify({
          Version: "2019-10-30",
          StartAction: "end",
          Metadata: {},
          Actions: [{ Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }],
        }),
      }),
    ),
};

export const numberChanges: HandChanges = {
  flowId: async ({ aws, instanceId }, { phoneNumberId }) => {
    const { ContactFlowSummaryList = [] } = await aws.connect.send(
      new ListContactFlowsCommand({ InstanceId: instanceId, ContactFlowTypes: ["CONTACT_FLOW"] }),
    );
    const other = ContactFlowSummaryList.find(({ Name = "" }) => !Name.startsWith("Drift"));
    const target = { InstanceId: instanceId, PhoneNumberId: phoneNumberId, ContactFlowId: other?.Id };
    await aws.connect.send(new AssociatePhoneNumberContactFlowCommand(target));
  },
};

/** Somebody sends the callers on to another flow, in the designer. */
export const handoverChanges: HandChanges = {
  toFlow: async ({ aws, instanceId }, { id }) => {
    const target = { InstanceId: instanceId, ContactFlowId: id };
    const { ContactFlow } = await aws.connect.send(new DescribeContactFlowCommand(target));
    const flow = parseFlow(ContactFlow?.Content ?? "");
    const turned = flow.ok ? handOver(flow.value, `${ContactFlow?.Arn}`) : undefined;
    if (turned === undefined) throw new Error("the flow has no queue to go on from");
    await aws.connect.send(
      new UpdateContactFlowContentCommand({ ...target, Content: serialiseFlow(turned) }),
    );
  },
};
