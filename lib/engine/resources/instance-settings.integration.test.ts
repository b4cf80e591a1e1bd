import {
  AssociateApprovedOriginCommand,
  AssociateInstanceStorageConfigCommand,
  DescribeInstanceAttributeCommand,
  DisassociateApprovedOriginCommand,
  DisassociateInstanceStorageConfigCommand,
  type InstanceAttributeType,
  ListApprovedOriginsCommand,
  ListInstanceStorageConfigsCommand,
  UpdateInstanceAttributeCommand,
  UpdateInstanceStorageConfigCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listInstances } from "@/lib/aws/connect-account";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { physicalIdOf } from "../plan-step";
import { nothingStood, stoodThere } from "../previous";
import type { ResourceContext, ResourceType } from "../resource";
import { clientsOn, contextOn } from "../testing/life-of-resource";
import { approvedOrigin } from "./approved-origin";
import { instanceAttribute } from "./instance-attribute";
import { instanceMediaStreams } from "./instance-media-streams";

let sandbox: TestSandbox;
let context: ResourceContext;

beforeAll(async () => {
  sandbox = await startSandbox();
  const [instance] = await listInstances(clientsOn(sandbox));
  if (instance === undefined) throw new Error("the sandbox has no instance");
  context = contextOn(sandbox, instance);
});
afterAll(() => sandbox?.stop());

/** The context with a record that says what stood there before. */
const recorded = (outputs: Record<string, string>, previous: unknown): ResourceContext => ({
  ...context,
  record: { physicalId: physicalIdOf(outputs), outputs, previous },
});

async function present<Props extends object>(type: ResourceType<Props>, at: ResourceContext, props: Props) {
  const have = await type.observe(at, props);
  if (have === undefined) throw new Error(`${type.type} is not there`);
  return have;
}

describe("a setting of the instance", () => {
  const attribute = "EARLY_MEDIA" as const;
  const props = { attribute, value: "true" as const };
  const set = (Value: string) =>
    context.aws.connect.send(
      new UpdateInstanceAttributeCommand({
        InstanceId: context.instanceId,
        AttributeType: attribute,
        Value,
      }),
    );
  const read = async (AttributeType: InstanceAttributeType = attribute) => {
    const command = new DescribeInstanceAttributeCommand({ InstanceId: context.instanceId, AttributeType });
    return (await context.aws.connect.send(command)).Attribute?.Value;
  };

  it("is turned on, kept, turned on again, and turned back to what it was", async () => {
    await set("false");
    const before = await present(instanceAttribute, context, props);
    expect(before).toMatchObject({ state: { value: "false" }, previous: { value: "false" } });
    const outputs = await instanceAttribute.ensure(context, props, before);
    const ours = recorded(outputs, before.previous);
    expect(await read()).toBe("true");
    await set("false");
    await instanceAttribute.ensure(ours, props, await present(instanceAttribute, ours, props));
    const have = await present(instanceAttribute, ours, props);
    expect(instanceAttribute.removalNote?.(props, have, before.previous)).toBe(
      "turns early media off for the whole instance, as before",
    );
    await instanceAttribute.remove(ours, props, have);
    expect(await read()).toBe("false");
  });

  it("stays as it is when it was on before, or when someone has turned it off since", async () => {
    await set("true");
    const before = await present(instanceAttribute, context, props);
    await instanceAttribute.remove(recorded(before.outputs, before.previous), props, before);
    expect(await read()).toBe("true");
    await set("false");
    const changed = await present(instanceAttribute, context, props);
    const ours = recorded(changed.outputs, { value: "true" });
    expect(instanceAttribute.removalNote?.(props, changed, { value: "true" })).toContain(
      "changed outside Patchbay",
    );
    await instanceAttribute.remove(ours, props, changed);
    expect(await read()).toBe("false");
  });
});

describe("an approved origin", () => {
  const props = { origin: "https://console.example.org" };
  const list = async () => {
    const command = new ListApprovedOriginsCommand({ InstanceId: context.instanceId });
    return (await context.aws.connect.send(command)).Origins ?? [];
  };

  it("is added, found again, and removed", async () => {
    expect(await approvedOrigin.observe(context, props)).toBeUndefined();
    const outputs = await approvedOrigin.ensure(context, props, undefined);
    expect(await list()).toContain(props.origin);
    await approvedOrigin.ensure(context, props, undefined);
    const ours = recorded(outputs, nothingStood);
    const have = await present(approvedOrigin, ours, props);
    await approvedOrigin.remove(ours, props, have);
    expect(await list()).not.toContain(props.origin);
    await approvedOrigin.remove(ours, props, have);
  });

  it("stays when it was there before us, however it was written", async () => {
    const theirs = { InstanceId: context.instanceId, Origin: "https://Their.example.org" };
    await context.aws.connect.send(new AssociateApprovedOriginCommand(theirs));
    const want = { origin: "https://their.example.org" };
    const have = await present(approvedOrigin, context, want);
    expect(have.previous).toEqual(stoodThere);
    expect(approvedOrigin.removalNote?.(want, have, have.previous)).toContain("stays");
    await approvedOrigin.remove(recorded(have.outputs, have.previous), want, have);
    expect(await list()).toContain("https://Their.example.org");
    await context.aws.connect.send(new DisassociateApprovedOriginCommand(theirs));
  });

  it.each([
    "http://console.example.org",
    "https://console.example.org/path",
    "https://console.example.org/",
    "https://user@console.example.org",
    "console.example.org",
    `https://${"a".repeat(300)}.example.org`,
  ])("can't be %s", (origin) => {
    expect(approvedOrigin.props.safeParse({ origin }).success).toBe(false);
  });
});

describe("live media streaming", () => {
  const ResourceType = "MEDIA_STREAMS" as const;
  let keyArn = "";
  const props = () => ({ prefix: "acme", retentionHours: 1, keyId: keyArn });
  const list = async () => {
    const command = new ListInstanceStorageConfigsCommand({ InstanceId: context.instanceId, ResourceType });
    return (await context.aws.connect.send(command)).StorageConfigs ?? [];
  };
  const configOf = (Prefix: string, RetentionPeriodHours: number) => ({
    StorageType: "KINESIS_VIDEO_STREAM" as const,
    KinesisVideoStreamConfig: {
      Prefix,
      RetentionPeriodHours,
      EncryptionConfig: { EncryptionType: "KMS" as const, KeyId: keyArn },
    },
  });

  beforeAll(async () => {
    const { arn } = (await tellSandbox(sandbox, "POST", "kms/keys", {})) as { arn: string };
    keyArn = arn;
  });

  it("is set up, changed with the settings, mended, and turned off again", async () => {
    expect(await instanceMediaStreams.observe(context, props())).toBeUndefined();
    expect(await instanceMediaStreams.preflight?.(context, props())).toBeUndefined();
    const outputs = await instanceMediaStreams.ensure(context, props(), undefined);
    expect(outputs).toMatchObject(instanceMediaStreams.predict?.(context, props()) ?? {});
    expect(outputs.keyArn).toBe(keyArn);
    const ours = recorded(outputs, nothingStood);
    const more = { ...props(), retentionHours: 24 };
    const seen = await present(instanceMediaStreams, ours, more);
    expect(seen.state).toEqual(props());
    const changed = await instanceMediaStreams.ensure(ours, more, seen);
    expect((await present(instanceMediaStreams, ours, more)).state).toEqual(more);
    const last = recorded(changed, nothingStood);
    await instanceMediaStreams.remove(last, more, await present(instanceMediaStreams, last, more));
    expect(await list()).toEqual([]);
  });

  it("stays on when someone has changed it since", async () => {
    const outputs = await instanceMediaStreams.ensure(context, props(), undefined);
    const ours = recorded(outputs, nothingStood);
    const StorageConfig = configOf("acme", 48);
    const change = { InstanceId: context.instanceId, AssociationId: outputs.id, ResourceType, StorageConfig };
    await context.aws.connect.send(new UpdateInstanceStorageConfigCommand(change));
    await instanceMediaStreams.remove(ours, props(), await present(instanceMediaStreams, ours, props()));
    expect(await list()).toHaveLength(1);
    const { InstanceId, AssociationId } = change;
    const gone = { InstanceId, AssociationId, ResourceType };
    await context.aws.connect.send(new DisassociateInstanceStorageConfigCommand(gone));
  });

  it("is used as it is where it is already on, and says so of another prefix and of no retention", async () => {
    const theirs = { InstanceId: context.instanceId, ResourceType, StorageConfig: configOf("theirs", 0) };
    const { AssociationId } = await context.aws.connect.send(
      new AssociateInstanceStorageConfigCommand(theirs),
    );
    const have = await present(instanceMediaStreams, context, props());
    expect(have).toMatchObject({ state: props(), previous: stoodThere, standsAlready: true });
    expect(have.outputs).toMatchObject({ prefix: "theirs", retentionHours: "0", keyArn });
    expect(have.departures?.map(({ path, left }) => [path, left !== undefined])).toEqual([
      ["retention", true],
      ["ownPrefix", true],
    ]);
    expect(await instanceMediaStreams.ensure(context, props(), have)).toEqual(have.outputs);
    expect(await list()).toMatchObject([{ KinesisVideoStreamConfig: { RetentionPeriodHours: 0 } }]);
    const ours = recorded(have.outputs, stoodThere);
    await instanceMediaStreams.remove(ours, props(), have);
    expect(await list()).toHaveLength(1);
    const gone = { InstanceId: context.instanceId, AssociationId, ResourceType };
    await context.aws.connect.send(new DisassociateInstanceStorageConfigCommand(gone));
  });

  it("takes another key as a change, and AWS's own by its alias", async () => {
    const outputs = await instanceMediaStreams.ensure(context, props(), undefined);
    const ours = recorded(outputs, nothingStood);
    const byAlias = { ...props(), keyId: "alias/aws/kinesisvideo" };
    const seen = await present(instanceMediaStreams, ours, byAlias);
    expect(seen.state.keyId).toBe(keyArn);
    const changed = await instanceMediaStreams.ensure(ours, byAlias, seen);
    expect(changed.keyArn).not.toBe(keyArn);
    const last = recorded(changed, nothingStood);
    const have = await present(instanceMediaStreams, last, byAlias);
    expect(have.state).toEqual(byAlias);
    await instanceMediaStreams.remove(last, byAlias, have);
    expect(await list()).toEqual([]);
  });

  it("says beforehand that its key is disabled", async () => {
    const { keyId, arn } = (await tellSandbox(sandbox, "POST", "kms/keys", {})) as Record<string, string>;
    await tellSandbox(sandbox, "PUT", `kms/keys/${keyId}`, { state: "Disabled" });
    const disabled = { ...props(), keyId: arn ?? "" };
    expect(await instanceMediaStreams.preflight?.(context, disabled)).toMatchObject({ code: "key-unusable" });
  });

  it("says beforehand that its key is absent", async () => {
    const absent = { ...props(), keyId: keyArn.replace(/[^/]+$/, "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee") };
    expect(await instanceMediaStreams.preflight?.(context, absent)).toMatchObject({ code: "key-absent" });
    await expect(instanceMediaStreams.ensure(context, absent, undefined)).rejects.toMatchObject({
      problem: { code: "key-absent" },
    });
  });
});
