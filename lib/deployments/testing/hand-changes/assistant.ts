import {
  CreateIntegrationCommand,
  CreateStageCommand,
  DeleteRouteCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  UpdateApiCommand,
  type UpdateApiCommandInput,
  UpdateStageCommand,
  type UpdateStageCommandInput,
} from "@aws-sdk/client-apigatewayv2";
import {
  ListInstanceStorageConfigsCommand,
  UpdateInstanceAttributeCommand,
  UpdateInstanceStorageConfigCommand,
} from "@aws-sdk/client-connect";
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { updateCloudResource } from "@/lib/engine/cloud-control";
import type { ResourceContext } from "@/lib/engine/resource";
import type { HandChange, HandChanges } from "./hand-change";

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const reads = ["kinesisvideo:GetDataEndpoint", "kinesisvideo:GetMedia"];
const decrypts = (Resource: string) => ({
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource,
  Condition: { StringEquals: { "kms:ViaService": "kinesisvideo.us-east-1.amazonaws.com" } },
});

const putPolicy =
  (PolicyName: string, ...statements: object[]): HandChange =>
  ({ aws }, { name }) =>
    aws.iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument: policy(...statements) }),
    );

export const readerRoleChanges: HandChanges = {
  triggerRoleArn: ({ aws, accountId }, { name }) =>
    aws.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: policy({
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${accountId}:root` },
          Action: "sts:AssumeRole",
        }),
      }),
    ),
  streamArnPattern: putPolicy("patchbay", { Effect: "Allow", Action: reads, Resource: "*" }, decrypts("*")),
  keyArn: putPolicy("patchbay", { Effect: "Allow", Action: reads, Resource: "*" }),
  role: putPolicy("by-hand", { Effect: "Allow", Action: "kinesisvideo:*", Resource: "*" }),
};

const api =
  (change: Omit<UpdateApiCommandInput, "ApiId">): HandChange =>
  ({ aws }, { id }) =>
    aws.httpApi.send(new UpdateApiCommand({ ApiId: id, ...change }));

const stage =
  (change: Omit<UpdateStageCommandInput, "ApiId" | "StageName">): HandChange =>
  ({ aws }, { id }) =>
    aws.httpApi.send(new UpdateStageCommand({ ApiId: id, StageName: "$default", ...change }));

async function firstRoute({ aws }: ResourceContext, ApiId: string | undefined) {
  const { Items = [] } = await aws.httpApi.send(new GetRoutesCommand({ ApiId }));
  return { ApiId, RouteId: Items[0]?.RouteId };
}

export const httpApiChanges: HandChanges = {
  name: api({ Name: "renamed" }),
  routes: async (context, { id }) =>
    context.aws.httpApi.send(new DeleteRouteCommand(await firstRoute(context, id))),
  cors: api({ CorsConfiguration: { AllowOrigins: ["*"], AllowMethods: ["*"] } }),
  throttle: stage({ DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 } }),
  stages: ({ aws }, { id }) =>
    aws.httpApi.send(new CreateStageCommand({ ApiId: id, StageName: "by-hand", AutoDeploy: true })),
  integrations: async ({ aws }, { id }) => {
    const { Items = [] } = await aws.httpApi.send(new GetIntegrationsCommand({ ApiId: id }));
    await aws.httpApi.send(
      new CreateIntegrationCommand({
        ApiId: id,
        IntegrationType: "AWS_PROXY",
        IntegrationUri: Items[0]?.IntegrationUri,
        PayloadFormatVersion: "2.0",
      }),
    );
  },
  routeThrottle: stage({
    RouteSettings: { "GET /drift": { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 } },
  }),
  corsExtras: api({
    CorsConfiguration: {
      AllowOrigins: ["https://platform.vendor.example"],
      AllowMethods: ["GET"],
      AllowHeaders: ["content-type"],
      ExposeHeaders: ["x-secret"],
      MaxAge: 600,
    },
  }),
  endpointDisabled: api({ DisableExecuteApiEndpoint: true }),
};

const application =
  (properties: Record<string, unknown>): HandChange =>
  (context, { arn = "" }) =>
    updateCloudResource(context, "AWS::AppIntegrations::Application", arn, properties);
const sourceConfig = (AccessUrl: string, ApprovedOrigins: string[]) => ({
  ApplicationSourceConfig: { ExternalUrlConfig: { AccessUrl, ApprovedOrigins } },
});

export const applicationChanges: HandChanges = {
  name: application({ Name: "renamed by hand" }),
  accessUrl: application(sourceConfig("https://elsewhere.example.org", ["https://platform.vendor.example"])),
  approvedOrigins: application(
    sourceConfig("https://platform.vendor.example/app", ["https://elsewhere.example.org"]),
  ),
  permissions: application({ Permissions: ["*"] }),
  scope: application({ ApplicationConfig: { ContactHandling: { Scope: "CROSS_CONTACTS" } } }),
  iframe: application({ IframeConfig: { Allow: ["camera"], Sandbox: [] } }),
  initializationTimeoutMs: application({ InitializationTimeout: 1 }),
  isService: application({ IsService: true }),
};

export const attributeChanges: HandChanges = {
  value: ({ aws, instanceId }) =>
    aws.connect.send(
      new UpdateInstanceAttributeCommand({
        InstanceId: instanceId,
        AttributeType: "EARLY_MEDIA",
        Value: "false",
      }),
    ),
};

const media =
  (change: { Prefix?: string; RetentionPeriodHours?: number }): HandChange =>
  async ({ aws, instanceId }) => {
    const target = { InstanceId: instanceId, ResourceType: "MEDIA_STREAMS" as const };
    const { StorageConfigs = [] } = await aws.connect.send(new ListInstanceStorageConfigsCommand(target));
    const { AssociationId, KinesisVideoStreamConfig } = StorageConfigs[0] ?? {};
    const given = KinesisVideoStreamConfig?.Prefix?.replace(/-connect-.*-contact-$/, "");
    const StorageConfig = {
      StorageType: "KINESIS_VIDEO_STREAM" as const,
      KinesisVideoStreamConfig: {
        Prefix: given,
        RetentionPeriodHours: KinesisVideoStreamConfig?.RetentionPeriodHours,
        EncryptionConfig: KinesisVideoStreamConfig?.EncryptionConfig,
        ...change,
      },
    };
    const command = new UpdateInstanceStorageConfigCommand({ ...target, AssociationId, StorageConfig });
    await aws.connect.send(command);
  };

export const mediaChanges: HandChanges = {
  prefix: media({ Prefix: "by-hand" }),
  retentionHours: media({ RetentionPeriodHours: 48 }),
};
