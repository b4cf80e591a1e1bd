import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, expect, it } from "vitest";
import { limitedKeys } from "../../testing/limited-keys";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let kms: ReturnType<SandboxUnderTest["clients"]>["kms"];
const alias = "alias/aws/kinesisvideo";

beforeAll(async () => {
  sandbox = await openTestSandbox();
  ({ kms } = sandbox.clients());
});
afterAll(() => sandbox.stop());

const describeKey = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
async function makeKey(body: object = {}): Promise<{ keyId: string; arn: string }> {
  const made = await sandbox.control("POST", "/_sandbox/kms/keys", body);
  expect(made.status).toBe(201);
  return made.body as { keyId: string; arn: string };
}

it("a new account has the key of Kinesis Video Streams, under its alias", async () => {
  const key = await describeKey(alias);
  expect(key).toMatchObject({ KeyManager: "AWS", KeyState: "Enabled", Enabled: true });
  for (const name of [key?.KeyId, key?.Arn, `arn:aws:kms:us-east-1:111122223333:${alias}`])
    expect(await describeKey(name ?? "")).toEqual(key);
  const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: key?.KeyId }));
  expect(Aliases).toMatchObject([{ AliasName: alias, TargetKeyId: key?.KeyId }]);
});

it("an account that never used the service doesn't have that key", async () => {
  await sandbox.control("PUT", "/_sandbox/kms/options", { kinesisVideoKey: false });
  expect(await failureOf(describeKey(alias))).toMatchObject({
    name: "NotFoundException",
    status: 400,
    message: `Alias arn:aws:kms:us-east-1:111122223333:${alias} is not found.`,
  });
  await sandbox.control("PUT", "/_sandbox/kms/options", { kinesisVideoKey: true });
  expect(await describeKey(alias)).toBeTruthy();
});

it("a customer's key is listed, disabled, and enabled again", async () => {
  const { keyId, arn } = await makeKey({ alias: "alias/calls", description: "For calls" });
  expect(await describeKey("alias/calls")).toMatchObject({
    ...{ Arn: arn, KeyManager: "CUSTOMER", Description: "For calls" },
  });
  await sandbox.control("PUT", `/_sandbox/kms/keys/${keyId}`, { state: "Disabled" });
  expect(await describeKey(arn)).toMatchObject({ Enabled: false, KeyState: "Disabled" });
  await sandbox.control("PUT", `/_sandbox/kms/keys/${keyId}`, { state: "Enabled" });
  expect(await describeKey(arn)).toMatchObject({ Enabled: true });
});

it("a key is created, and disabled, enabled, or scheduled for deletion, by KMS's own operations", async () => {
  const created = await kms.send(new CreateKeyCommand({ Description: "For calls" }));
  const KeyId = created.KeyMetadata?.KeyId ?? "";
  await kms.send(new CreateAliasCommand({ AliasName: "alias/own", TargetKeyId: KeyId }));
  expect(await describeKey("alias/own")).toEqual(created.KeyMetadata);
  await kms.send(new DisableKeyCommand({ KeyId }));
  expect(await describeKey(KeyId)).toMatchObject({ Enabled: false });
  await kms.send(new EnableKeyCommand({ KeyId }));
  const { KeyState } = await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  expect(KeyState).toBe("PendingDeletion");
  expect(await failureOf(kms.send(new EnableKeyCommand({ KeyId })))).toMatchObject({
    name: "KMSInvalidStateException",
  });
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  expect(await describeKey(KeyId)).toMatchObject({ KeyState: "Disabled" });
  await kms.send(new DeleteAliasCommand({ AliasName: "alias/own" }));
  expect(await failureOf(describeKey("alias/own"))).toMatchObject({ name: "NotFoundException" });
  const { Arn = "" } = (await describeKey(alias)) ?? {};
  expect(await failureOf(kms.send(new DisableKeyCommand({ KeyId: Arn })))).toMatchObject({
    name: "AccessDeniedException",
  });
});

it("keys come in pages", async () => {
  for (let count = 0; count < 3; count += 1) await makeKey();
  const all: (string | undefined)[] = [];
  let Marker: string | undefined;
  do {
    const page = await kms.send(new ListKeysCommand({ Limit: 2, Marker }));
    expect(page.Truncated).toBe(page.NextMarker !== undefined);
    all.push(...(page.Keys?.map(({ KeyArn }) => KeyArn) ?? []));
    Marker = page.NextMarker;
  } while (Marker);
  expect(new Set(all).size).toBe(6);
  expect(await failureOf(kms.send(new ListKeysCommand({ Limit: 1001 })))).toMatchObject({
    name: "ValidationException",
  });
});

it.each([
  ["a key that isn't there", "00000000-0000-4000-8000-000000000000", "NotFoundException"],
  ["a key of another account", "arn:aws:kms:us-east-1:999900001111:key/k", "NotFoundException"],
  ["an ARN of something else", "arn:aws:s3:::bucket", "InvalidArnException"],
])("%s isn't described", async (_name, KeyId, name) => {
  expect(await failureOf(describeKey(KeyId))).toMatchObject({ name });
});

it("describing a key needs permission on the key, even by its alias", async () => {
  const key = await describeKey(alias);
  const keys = await limitedKeys(sandbox, "other-key", ["kms:DescribeKey"], [`${key?.Arn}0`]);
  const call = new DescribeKeyCommand({ KeyId: alias });
  expect(await failureOf(sandbox.clients(keys).kms.send(call))).toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(`kms:DescribeKey on resource: ${key?.Arn}`),
  });
});
