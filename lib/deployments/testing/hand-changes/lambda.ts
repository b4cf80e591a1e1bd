import {
  AddPermissionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { readLambdaManifest, readLambdaZip } from "@/lib/engine/lambda-artifacts";
import type { ResourceContext } from "@/lib/engine/resource";
import type { HandChange, HandChanges } from "./hand-change";

type Configuration = Omit<UpdateFunctionConfigurationCommandInput, "FunctionName">;

async function settled({ aws }: ResourceContext, FunctionName: string | undefined): Promise<void> {
  await waitUntilFunctionUpdatedV2({ client: aws.lambda, maxWaitTime: 30, minDelay: 0.25 }, { FunctionName });
}

const configure =
  (configuration: Configuration): HandChange =>
  async (context, { name }) => {
    await context.aws.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: name, ...configuration }),
    );
    await settled(context, name);
  };

/** Publishes the code as it is, with another memory size, and leaves $LATEST so. */
async function publishOther(context: ResourceContext, name: string | undefined): Promise<string | undefined> {
  await configure({ MemorySize: 513 })(context, { name: name ?? "" });
  const { Version } = await context.aws.lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await configure({ MemorySize: 256 })(context, { name: name ?? "" });
  return Version;
}

const otherCode = () => {
  const manifest = readLambdaManifest();
  const [artifact = "", built] =
    Object.entries(manifest).find(([name]) => name !== "AuthenticateBeforeStoringInDynamoDB") ?? [];
  return readLambdaZip(artifact, built?.sha256Base64 ?? "");
};

const permit =
  (qualifier: string | undefined, statement: { principal: string; sourceArn?: string }): HandChange =>
  ({ aws }, { name }) =>
    aws.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        Qualifier: qualifier,
        StatementId: "by-hand",
        Action: "lambda:InvokeFunction",
        Principal: statement.principal,
        SourceArn: statement.sourceArn,
      }),
    );

export const lambdaChanges: HandChanges = {
  codeSha256: async (context, { name }) => {
    await context.aws.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: otherCode() }),
    );
    await settled(context, name);
  },
  runtime: configure({ Runtime: "nodejs20.x" }),
  handler: configure({ Handler: "x.y" }),
  roleArn: (context, outputs) =>
    configure({ Role: `arn:aws:iam::${context.accountId}:role/patchbay/drift-other-role` })(context, outputs),
  memoryMb: configure({ MemorySize: 1024 }),
  timeoutSeconds: configure({ Timeout: 3 }),
  environment: configure({ Environment: { Variables: { AUTH_TOKEN: "other" } } }),
  provisionedConcurrency: ({ aws }, { name }) =>
    aws.lambda.send(
      new PutProvisionedConcurrencyConfigCommand({
        FunctionName: name,
        Qualifier: "live",
        ProvisionedConcurrentExecutions: 2,
      }),
    ),
  "alias live": async (context, { name }) => {
    const FunctionVersion = await publishOther(context, name);
    await context.aws.lambda.send(
      new UpdateAliasCommand({ FunctionName: name, Name: "live", FunctionVersion }),
    );
  },
  "alias.weights": async (context, { name }) => {
    const other = await publishOther(context, name);
    const RoutingConfig = { AdditionalVersionWeights: { [other ?? ""]: 0.5 } };
    await context.aws.lambda.send(
      new UpdateAliasCommand({ FunctionName: name, Name: "live", RoutingConfig }),
    );
  },
  reservedConcurrency: ({ aws }, { name }) =>
    aws.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 0 }),
    ),
  description: configure({ Description: "by hand" }),
  "logging.group": configure({ LoggingConfig: { LogGroup: "/elsewhere" } }),
  "logging.format": configure({ LoggingConfig: { LogFormat: "JSON" } }),
  layers: configure({ Layers: ["arn:aws:lambda:us-east-1:123456789012:layer:x:1"] }),
  tracing: configure({ TracingConfig: { Mode: "Active" } }),
  deadLetter: configure({ DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:123456789012:dead" } }),
  vpc: configure({ VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] } }),
  ephemeralStorageMb: configure({ EphemeralStorage: { Size: 1024 } }),
  architecture: async (context, { name }) => {
    const artifact = "AuthenticateBeforeStoringInDynamoDB";
    const ZipFile = readLambdaZip(artifact, readLambdaManifest()[artifact]?.sha256Base64 ?? "");
    await context.aws.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile, Architectures: ["arm64"] }),
    );
    await settled(context, name);
  },
  fileSystems: configure({
    FileSystemConfigs: [
      { Arn: "arn:aws:elasticfilesystem:us-east-1:1:access-point/fsap-1", LocalMountPath: "/mnt/x" },
    ],
  }),
  kmsKeyArn: configure({ KMSKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1" }),
  snapStart: configure({ SnapStart: { ApplyOn: "PublishedVersions" } }),
  "policy.public": permit(undefined, { principal: "*" }),
  "policy.others": permit("live", {
    principal: "events.amazonaws.com",
    sourceArn: "arn:aws:events:us-east-1:1:rule/x",
  }),
};

/** Writes the statement anew, with one thing that is not as we write it. */
const rewrite =
  (other: {
    action?: string;
    principal?: string;
    sourceArn?: string;
    sourceAccount?: string;
    org?: string;
  }) =>
  async ({ aws, accountId, instanceArn }: ResourceContext) => {
    const target = { FunctionName: "drift-function", Qualifier: "live", StatementId: "patchbay-connect" };
    await aws.lambda.send(new RemovePermissionCommand(target));
    await aws.lambda.send(
      new AddPermissionCommand({
        ...target,
        Action: other.action ?? "lambda:InvokeFunction",
        Principal: other.principal ?? "connect.amazonaws.com",
        SourceArn: other.sourceArn ?? instanceArn,
        SourceAccount: other.sourceAccount ?? accountId,
        PrincipalOrgID: other.org,
      }),
    );
  };

export const permissionChanges: HandChanges = {
  principal: rewrite({ principal: "*" }),
  sourceArn: rewrite({ sourceArn: "arn:aws:connect:us-east-1:1:instance/*" }),
  sourceAccount: rewrite({ sourceAccount: "999999999999" }),
  action: rewrite({ action: "lambda:*" }),
  otherConditions: rewrite({ org: "o-1234567890" }),
};
