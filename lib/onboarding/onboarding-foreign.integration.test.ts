import {
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  UpdateRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CreateVoiceConnectorCommand,
  DeleteVoiceConnectorCommand,
  PutVoiceConnectorOriginationCommand,
  TagResourceCommand as TagConnectorCommand,
} from "@aws-sdk/client-chime-sdk-voice";
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  FilterLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand as TagLogGroupCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AssociatePhoneNumberContactFlowCommand,
  CreateContactFlowCommand,
  DeleteContactFlowCommand,
  DisassociatePhoneNumberContactFlowCommand,
  ListPhoneNumbersV2Command,
  TagResourceCommand as TagConnectCommand,
  UpdateContactFlowContentCommand,
  UpdateContactFlowMetadataCommand,
} from "@aws-sdk/client-connect";
import {
  CreateTableCommand,
  DeleteTableCommand,
  QueryCommand,
  TagResourceCommand as TagTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  TagResourceCommand as TagFunctionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AwsClients } from "@/lib/aws/clients";
import { openAccount } from "@/lib/aws/connect-account";
import { missingActionOf } from "@/lib/aws/describe-aws-error";
import { ownFunctionNames, ownTableName } from "@/lib/aws/own-names";
import { tagListOf, tagsOf } from "@/lib/engine/ownership";
import { clientsOn, owner } from "@/lib/engine/testing/life-of-resource";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { putEnvironmentBack } from "@/lib/testing/put-environment-back";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { onboardingTemplate } from "./onboarding-template";
import { launchTemplate } from "./testing/launch-template";

const externalId = "patchbay-external-id-of-this-tenant";
const before = { ...process.env };
/** Whoever else works in the account, and another tenant of ours. */
const others = {
  ...owner,
  tenant: asTenantId("tenant-two"),
  integration: asIntegrationId("integration-two"),
};
const ZipFile = zipSync({ "index.js": strToU8("exports.handler = async () => ({});") });
let sandbox: TestSandbox;
/** The account's administrator. */
let admin: AwsClients;
/** What the console has: the roles of the template. */
let deploy: AwsClients;
let read: AwsClients;
let InstanceId = "";
let region = "";
let accountId = "";

beforeAll(async () => {
  sandbox = await startSandbox();
  process.env.AWS_ENDPOINT_URL = sandbox.awsUrl;
  process.env.AWS_ACCESS_KEY_ID = sandbox.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = sandbox.secretAccessKey;
  admin = clientsOn(sandbox);
  ({ region, accountId } = sandbox);
  const template = onboardingTemplate({
    externalId,
    consolePrincipalArn: `arn:aws:iam::${accountId}:root`,
    installation: owner.installation,
    tenant: owner.tenant,
    partition: "aws",
  });
  const outputs = await launchTemplate(admin, accountId, template, { name: "one" });
  const settings = (roleArn = "") => ({
    access: { kind: "role" as const, roleArn, externalId },
    region,
    ...instanceSettings(sandbox),
  });
  const access = await openAccount(asTenantId(owner.tenant), settings(outputs.DeployRoleArn), {}, "deploy");
  deploy = access.clients;
  InstanceId = access.instanceId;
  read = (await openAccount(asTenantId(owner.tenant), settings(outputs.ReadRoleArn), {}, "read")).clients;
});
afterAll(async () => {
  putEnvironmentBack(before);
  await sandbox?.stop();
});

/** AWS must say that the permission is missing: a refusal for any other reason proves nothing. */
async function denied(...attempts: (() => Promise<unknown>)[]): Promise<void> {
  for (const attempt of attempts) {
    const error: unknown = await attempt().then(
      () => new Error(`was allowed: ${attempt}`),
      (failure: unknown) => failure,
    );
    expect(missingActionOf(error), String(error)).toBeDefined();
  }
}

describe("with the deploying role, nobody can", () => {
  it("change, delete, tag, open or read a foreign function, or run one as a foreign role", async () => {
    const role = await foreignRole("payroll-role", "/");
    const FunctionName = "payroll";
    await foreignFunction(FunctionName, role);
    const Resource = `arn:aws:lambda:${region}:${accountId}:function:${FunctionName}`;
    const permission = { StatementId: "in", Action: "lambda:InvokeFunction", Principal: "111122223333" };
    await denied(
      () => deploy.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile })),
      () => deploy.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 3 })),
      () => deploy.lambda.send(new DeleteFunctionCommand({ FunctionName })),
      () => deploy.lambda.send(new AddPermissionCommand({ FunctionName, ...permission })),
      () => deploy.lambda.send(new TagFunctionCommand({ Resource, Tags: tagsOf(owner) })),
      () => deploy.lambda.send(new GetFunctionCommand({ FunctionName })),
      // A function of our own that would run as a role of somebody else.
      () => deploy.lambda.send(new CreateFunctionCommand(newFunction(ownFunctionNames[0] ?? "", role))),
      () => deploy.lambda.send(new CreateFunctionCommand(newFunction("miner", role))),
    );
  });

  it("take over a function of another tenant that has the same name, or let strangers call one of ours", async () => {
    const role = await foreignRole("other-role", "/");
    await foreignFunction("theirs-call-transfer", role, tagsOf(others));
    const Resource = `arn:aws:lambda:${region}:${accountId}:function:theirs-call-transfer`;
    await denied(
      () => deploy.lambda.send(new TagFunctionCommand({ Resource, Tags: tagsOf(owner) })),
      () => deploy.lambda.send(new DeleteFunctionCommand({ FunctionName: "theirs-call-transfer" })),
    );
    const FunctionName = "ours-call-transfer";
    await foreignFunction(FunctionName, role, tagsOf(owner));
    const open = { FunctionName, StatementId: "open", Action: "lambda:InvokeFunction" };
    await denied(() => deploy.lambda.send(new AddPermissionCommand({ ...open, Principal: "*" })));
    await deploy.lambda.send(new AddPermissionCommand({ ...open, Principal: "connect.amazonaws.com" }));
  });

  it("adopt by hand-made name what nobody has tagged, except what is called as the vendors' guides call it", async () => {
    const role = await foreignRole("guide-role", "/");
    await foreignFunction("get-call-context", role);
    const Resource = `arn:aws:lambda:${region}:${accountId}:function:get-call-context`;
    await denied(() => deploy.lambda.send(new DeleteFunctionCommand({ FunctionName: "get-call-context" })));
    await deploy.lambda.send(new TagFunctionCommand({ Resource, Tags: tagsOf(owner) }));
    await deploy.lambda.send(new DeleteFunctionCommand({ FunctionName: "get-call-context" }));
  });

  it("change, delete, tag or read a foreign table", async () => {
    for (const [TableName, tags] of [
      ["salaries", undefined],
      [`theirs-${ownTableName}`, tagListOf(others)],
    ] as const) {
      await admin.dynamodb.send(new CreateTableCommand({ ...table(TableName), Tags: tags && [...tags] }));
      const ResourceArn = `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`;
      const TimeToLiveSpecification = { AttributeName: "gone", Enabled: true };
      const query = {
        TableName,
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": { S: "1" } },
      };
      await denied(
        () => deploy.dynamodb.send(new DeleteTableCommand({ TableName })),
        () => deploy.dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification })),
        () => deploy.dynamodb.send(new TagTableCommand({ ResourceArn, Tags: tagListOf(owner) })),
        () => deploy.dynamodb.send(new QueryCommand(query)),
        () => read.dynamodb.send(new QueryCommand(query)),
      );
    }
    await denied(() => deploy.dynamodb.send(new CreateTableCommand(table("anything"))));
  });

  it("change, delete, tag or read a foreign log group", async () => {
    const logGroupName = "/payroll/audit";
    await admin.logs.send(new CreateLogGroupCommand({ logGroupName }));
    const resourceArn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`;
    await denied(
      () => deploy.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 })),
      () => deploy.logs.send(new DeleteLogGroupCommand({ logGroupName })),
      () => deploy.logs.send(new TagLogGroupCommand({ resourceArn, tags: tagsOf(owner) })),
      () => deploy.logs.send(new FilterLogEventsCommand({ logGroupName })),
      () => read.logs.send(new FilterLogEventsCommand({ logGroupName })),
    );
    const ofConnect = "/aws/connect/patchbay-sandbox";
    await denied(() => deploy.logs.send(new DeleteLogGroupCommand({ logGroupName: ofConnect })));
    await read.logs.send(new FilterLogEventsCommand({ logGroupName: ofConnect }));
  });

  it("change, delete or tag a foreign role, wherever it stands", async () => {
    await foreignRole("administrator", "/");
    await foreignRole("of-tenant-two", "/patchbay/", tagListOf(others));
    for (const RoleName of ["administrator", "of-tenant-two"]) {
      const PolicyDocument = trust;
      await denied(
        () =>
          deploy.iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName: "x", PolicyDocument: everything }),
          ),
        () => deploy.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })),
        () => deploy.iam.send(new DeleteRoleCommand({ RoleName })),
        () => deploy.iam.send(new TagRoleCommand({ RoleName, Tags: tagListOf(owner) })),
      );
    }
  });

  it("change, extend or delete a foreign API", async () => {
    for (const tags of [undefined, tagsOf(others)]) {
      const { id: restApiId, rootResourceId: parentId } = await admin.apiGateway.send(
        new CreateRestApiCommand({ name: "theirApi", tags }),
      );
      const rename = [{ op: "replace" as const, path: "/name", value: "mine" }];
      await denied(
        () => deploy.apiGateway.send(new UpdateRestApiCommand({ restApiId, patchOperations: rename })),
        () => deploy.apiGateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "x" })),
        () => deploy.apiGateway.send(new DeleteRestApiCommand({ restApiId })),
      );
    }
    await denied(() => deploy.apiGateway.send(new CreateRestApiCommand({ name: "without our tags" })));
  });

  it("change or delete a foreign flow, or tag another tenant's", async () => {
    const foreign = await foreignFlow("Main line");
    const theirs = await foreignFlow("Their line", tagsOf(others));
    for (const { ContactFlowId } of [foreign, theirs]) {
      const flow = { InstanceId, ContactFlowId };
      await denied(
        () => deploy.connect.send(new UpdateContactFlowContentCommand({ ...flow, Content: flowContent })),
        () => deploy.connect.send(new UpdateContactFlowMetadataCommand({ ...flow, Name: "mine" })),
        () => deploy.connect.send(new DeleteContactFlowCommand(flow)),
      );
    }
    const tagged = { resourceArn: theirs.ContactFlowArn, tags: tagsOf(owner) };
    await denied(() => deploy.connect.send(new TagConnectCommand(tagged)));
  });

  it("point a number at another flow that it has not claimed, or claim another tenant's", async () => {
    const { ContactFlowId } = await foreignFlow("Any line");
    const { ListPhoneNumbersSummaryList = [] } = await admin.connect.send(
      new ListPhoneNumbersV2Command({ InstanceId }),
    );
    const [one, other] = ListPhoneNumbersSummaryList;
    const number = { InstanceId, PhoneNumberId: one?.PhoneNumberId };
    await denied(
      () => deploy.connect.send(new AssociatePhoneNumberContactFlowCommand({ ...number, ContactFlowId })),
      () => deploy.connect.send(new DisassociatePhoneNumberContactFlowCommand(number)),
    );
    const resourceArn = other?.PhoneNumberArn;
    await admin.connect.send(new TagConnectCommand({ resourceArn, tags: tagsOf(others) }));
    await denied(() => deploy.connect.send(new TagConnectCommand({ resourceArn, tags: tagsOf(owner) })));
  });

  it("claim a number that the stack does not name, once it names some", async () => {
    const { ListPhoneNumbersSummaryList: [one, two] = [] } = await admin.connect.send(
      new ListPhoneNumbersV2Command({ InstanceId }),
    );
    const input = {
      externalId,
      consolePrincipalArn: `arn:aws:iam::${accountId}:root`,
      installation: owner.installation,
      tenant: owner.tenant,
      instanceId: InstanceId,
      partition: "aws",
    };
    const parameters = { PhoneNumberArns: one?.PhoneNumberArn ?? "" };
    const stack = { name: "narrow", parameters };
    const { DeployRoleArn: roleArn = "" } = await launchTemplate(
      admin,
      accountId,
      onboardingTemplate(input),
      stack,
    );
    const settings = { access: { kind: "role" as const, roleArn, externalId }, region };
    const narrow = (await openAccount(asTenantId(owner.tenant), settings, {}, "deploy")).clients;
    const tags = tagsOf(owner);
    await narrow.connect.send(new TagConnectCommand({ resourceArn: one?.PhoneNumberArn, tags }));
    await denied(() =>
      narrow.connect.send(new TagConnectCommand({ resourceArn: two?.PhoneNumberArn, tags })),
    );
  });

  it("change or delete a foreign voice connector, or tag another tenant's", async () => {
    const foreign = await foreignConnector();
    const theirs = await foreignConnector(tagListOf(others));
    const Origination = { Routes: [], Disabled: true };
    for (const VoiceConnectorId of [foreign?.VoiceConnectorId, theirs?.VoiceConnectorId]) {
      await denied(
        () =>
          deploy.chimeVoice.send(new PutVoiceConnectorOriginationCommand({ VoiceConnectorId, Origination })),
        () => deploy.chimeVoice.send(new DeleteVoiceConnectorCommand({ VoiceConnectorId })),
      );
    }
    const tagged = { ResourceARN: theirs?.VoiceConnectorArn, Tags: tagListOf(owner) };
    await denied(() => deploy.chimeVoice.send(new TagConnectorCommand(tagged)));
  });
});

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trust = document({ Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } });
const everything = document({ Action: "*", Resource: "*" });
const flowContent = JSON.stringify({
  Version: "2019-10-30",
  StartAction: "end",
  Metadata: {},
  Actions: [{ Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }],
});

const newFunction = (FunctionName: string, Role: string, Tags: Record<string, string> = tagsOf(owner)) => ({
  FunctionName,
  Role,
  Tags,
  Runtime: "nodejs24.x" as const,
  Handler: "index.handler",
  Code: { ZipFile },
});

const table = (TableName: string) => ({
  TableName,
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" as const }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
});

async function foreignRole(RoleName: string, Path: string, Tags: { Key: string; Value: string }[] = []) {
  const role = { RoleName, Path, Tags, AssumeRolePolicyDocument: trust };
  return (await admin.iam.send(new CreateRoleCommand(role))).Role?.Arn ?? "";
}

/** A role that was just made is refused for a moment. */
async function foreignFunction(name: string, role: string, tags: Record<string, string> = {}): Promise<void> {
  await expect
    .poll(
      () =>
        admin.lambda.send(new CreateFunctionCommand(newFunction(name, role, tags))).then(
          () => "made",
          (error: Error) => error.message,
        ),
      { timeout: 20_000 },
    )
    .toBe("made");
}

function foreignFlow(Name: string, Tags?: Record<string, string>) {
  const Type = "CONTACT_FLOW" as const;
  return admin.connect.send(
    new CreateContactFlowCommand({ InstanceId, Name, Type, Content: flowContent, Tags }),
  );
}

async function foreignConnector(Tags: { Key: string; Value: string }[] = []) {
  const connector = { Name: "pbx", RequireEncryption: true, Tags };
  const made = await admin.chimeVoice.send(
    new CreateVoiceConnectorCommand({ ...connector, AwsRegion: "us-east-1" }),
  );
  return made.VoiceConnector;
}
