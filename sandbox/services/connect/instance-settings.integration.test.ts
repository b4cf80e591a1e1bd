import {
  AssociateApprovedOriginCommand,
  AssociateInstanceStorageConfigCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstanceStorageConfigCommand,
  DisassociateApprovedOriginCommand,
  DisassociateInstanceStorageConfigCommand,
  InstanceAttributeType,
  ListApprovedOriginsCommand,
  ListInstanceStorageConfigsCommand,
  UpdateInstanceAttributeCommand,
  UpdateInstanceStorageConfigCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limitedKeys } from "../../testing/limited-keys";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { findKey, kinesisVideoAlias, kmsState, makeKey } from "../kms/key-store";
import { instanceArn } from "./arns";
import { connectState } from "./connect-state";
import { approvedOrigins, mediaStreamsConfig } from "./storage-configs";

let sandbox: SandboxUnderTest;
let connect: ReturnType<SandboxUnderTest["clients"]>["connect"];
let InstanceId = "";
let awsKey = "";

beforeAll(async () => {
  sandbox = await openTestSandbox();
  ({ connect } = sandbox.clients());
  InstanceId = connectState(sandbox.account).data.instance.id;
  awsKey = findKey(sandbox.account, kinesisVideoAlias)?.arn ?? "";
});
afterAll(() => sandbox.stop());

const video = (KeyId = awsKey, changes: object = {}) => ({
  StorageType: "KINESIS_VIDEO_STREAM" as const,
  KinesisVideoStreamConfig: {
    Prefix: "patchbay",
    RetentionPeriodHours: 1,
    EncryptionConfig: { EncryptionType: "KMS" as const, KeyId },
    ...changes,
  },
});
const ofMedia = () => ({ InstanceId, ResourceType: "MEDIA_STREAMS" as const });
const associate = (StorageConfig: ReturnType<typeof video>) =>
  connect.send(new AssociateInstanceStorageConfigCommand({ ...ofMedia(), StorageConfig }));

describe("live media streaming", () => {
  it("is one configuration that is associated, changed, and disassociated", async () => {
    expect(mediaStreamsConfig(sandbox.account)).toBeUndefined();
    const { AssociationId } = await associate(video());
    expect(mediaStreamsConfig(sandbox.account)).toEqual({
      prefix: "patchbay",
      retentionHours: 1,
      keyArn: awsKey,
    });
    expect(await failureOf(associate(video()))).toMatchObject({
      name: "ResourceConflictException",
      status: 409,
    });
    await connect.send(
      new UpdateInstanceStorageConfigCommand({
        ...{ ...ofMedia(), AssociationId },
        StorageConfig: video(awsKey, { RetentionPeriodHours: 24 }),
      }),
    );
    const described = await connect.send(
      new DescribeInstanceStorageConfigCommand({ ...ofMedia(), AssociationId }),
    );
    const Prefix = "patchbay-connect-patchbay-sandbox-contact-";
    expect(described.StorageConfig).toMatchObject(video(awsKey, { Prefix, RetentionPeriodHours: 24 }));
    const listed = await connect.send(new ListInstanceStorageConfigsCommand(ofMedia()));
    expect(listed.StorageConfigs).toEqual([described.StorageConfig]);
    const other = await connect.send(
      new ListInstanceStorageConfigsCommand({ InstanceId, ResourceType: "CALL_RECORDINGS" }),
    );
    expect(other.StorageConfigs).toEqual([]);
    const end = () =>
      connect.send(new DisassociateInstanceStorageConfigCommand({ ...ofMedia(), AssociationId }));
    await end();
    expect(mediaStreamsConfig(sandbox.account)).toBeUndefined();
    expect(await failureOf(end())).toMatchObject({ name: "ResourceNotFoundException" });
  });

  it.each([
    ["an alias instead of the key's ARN", () => video(kinesisVideoAlias)],
    ["a key's ID instead of its ARN", () => video(awsKey.split("/")[1])],
    ["a key that isn't there", () => video(`${awsKey}0`)],
    ["a disabled key", () => video(customerKey("Disabled"))],
    ["an empty prefix", () => video(awsKey, { Prefix: "" })],
    ["a prefix of 129 characters", () => video(awsKey, { Prefix: "p".repeat(129) })],
    ["a retention of more than ten years", () => video(awsKey, { RetentionPeriodHours: 87_601 })],
    ["storage of another type", () => ({ ...video(), StorageType: "S3" as const })],
    ["storage of two types", () => ({ ...video(), S3Config: { BucketName: "bucket", BucketPrefix: "p" } })],
  ])("refuses %s", async (_name, config) => {
    expect(await failureOf(associate(config() as ReturnType<typeof video>))).toMatchObject({
      name: "InvalidParameterException",
      status: 400,
    });
  });

  it("with a customer's key needs permission to grant its use", async () => {
    const arn = customerKey("Enabled");
    const allowed = ["connect:AssociateInstanceStorageConfig", "ds:DescribeDirectories", "iam:PutRolePolicy"];
    const without = sandbox.clients(await limitedKeys(sandbox, "no-grant", allowed));
    const call = new AssociateInstanceStorageConfigCommand({ ...ofMedia(), StorageConfig: video(arn) });
    expect(await failureOf(without.connect.send(call))).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`kms:DescribeKey on resource: ${arn}`),
    });
    const all = [...allowed, "kms:DescribeKey", "kms:CreateGrant"];
    const granted = sandbox.clients(await limitedKeys(sandbox, "with-grant", all));
    const { AssociationId } = await granted.connect.send(call);
    expect(mediaStreamsConfig(sandbox.account)?.keyArn).toBe(arn);
    await connect.send(new DisassociateInstanceStorageConfigCommand({ ...ofMedia(), AssociationId }));
  });
});

function customerKey(state: "Enabled" | "Disabled"): string {
  const { data } = kmsState(sandbox.account);
  const key = makeKey(sandbox.account, {
    id: `key-${data.keys.length}`,
    manager: "CUSTOMER",
    description: "",
  });
  data.keys.push({ ...key, state });
  return key.arn;
}

describe("approved origins", () => {
  const approve = (Origin: string) =>
    connect.send(new AssociateApprovedOriginCommand({ InstanceId, Origin }));
  const disapprove = (Origin: string) =>
    connect.send(new DisassociateApprovedOriginCommand({ InstanceId, Origin }));

  it("are listed in pages, and each is there once", async () => {
    const origins = [
      "https://console.example.com",
      "https://other.example.com:8443",
      "https://localhost:3000",
    ];
    for (const origin of origins) await approve(origin);
    expect(await failureOf(approve("https://console.example.com"))).toMatchObject({
      name: "ResourceConflictException",
    });
    const first = await connect.send(new ListApprovedOriginsCommand({ InstanceId, MaxResults: 2 }));
    const rest = await connect.send(
      new ListApprovedOriginsCommand({ InstanceId, NextToken: first.NextToken }),
    );
    expect([...(first.Origins ?? []), ...(rest.Origins ?? [])]).toEqual(origins);
    for (const origin of origins) await disapprove(origin);
    expect(approvedOrigins(sandbox.account)).toEqual([]);
    expect(await failureOf(disapprove("https://console.example.com"))).toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it.each([
    "http://console.example.com",
    "https://console.example.com/agent",
    "https://user@console.example.com",
    "https://",
    "*",
    "console.example.com",
    `https://${`${"a".repeat(50)}.`.repeat(6)}com`,
  ])("can't be %s", async (origin) => {
    expect(await failureOf(approve(origin))).toMatchObject({
      name: "InvalidParameterException",
      status: 400,
    });
  });
});

describe("attributes of the instance", () => {
  it.each(Object.values(InstanceAttributeType))("%s can be turned on and off", async (AttributeType) => {
    for (const Value of ["false", "true"]) {
      await connect.send(new UpdateInstanceAttributeCommand({ InstanceId, AttributeType, Value }));
      const { Attribute } = await connect.send(
        new DescribeInstanceAttributeCommand({ InstanceId, AttributeType }),
      );
      expect(Attribute).toEqual({ AttributeType, Value });
    }
    const call = new UpdateInstanceAttributeCommand({ InstanceId, AttributeType, Value: "on" });
    expect(await failureOf(connect.send(call))).toMatchObject({ name: "InvalidParameterException" });
  });

  it("need permission on the instance", async () => {
    const arn = instanceArn(sandbox.account, InstanceId);
    const keys = await limitedKeys(sandbox, "reads-only", ["connect:DescribeInstanceAttribute"]);
    const call = new UpdateInstanceAttributeCommand({
      ...{ InstanceId, Value: "true" },
      AttributeType: "EARLY_MEDIA",
    });
    expect(await failureOf(sandbox.clients(keys).connect.send(call))).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`connect:UpdateInstanceAttribute on resource: ${arn}`),
    });
  });
});
