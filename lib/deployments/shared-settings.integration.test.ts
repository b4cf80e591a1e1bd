import { randomUUID } from "node:crypto";
import {
  AssociateApprovedOriginCommand,
  DescribeInstanceAttributeCommand,
  DisassociateApprovedOriginCommand,
  ListApprovedOriginsCommand,
  UpdateInstanceAttributeCommand,
} from "@aws-sdk/client-connect";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { planDeployment } from "@/lib/engine/plan";
import type { RecordedResource } from "@/lib/engine/plan-step";
import type { DesiredResource } from "@/lib/engine/resource";
import { parseRecord } from "@/lib/engine/stored-plan";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import { asIntegrationId, asTenantId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { findResourceType } from "@/lib/vendors/resource-types";
import { applyStep } from "./apply-step";
import { claimShared, type LoadedStep, releaseShared, storeIntent, storeOutcome } from "./deployment-store";
import type { Hold } from "./hold-deployment";
import { observeWorld, removalOf } from "./observe-world";
import { openWorld } from "./open-world";
import { afterCall } from "./testing/after-call";

/** An integration and the tenant that it is of. All of them have the account and instance of the first tenant. */
interface User {
  tenantId: TenantId;
  integrationId: IntegrationId;
}

const origin = "https://agents.example.org";
const theSwitch: DesiredResource = {
  logicalId: "early-media",
  type: "instance-attribute",
  props: { attribute: "EARLY_MEDIA", value: "true" },
};
const theOrigin: DesiredResource = { logicalId: "origin", type: "approved-origin", props: { origin } };

let installation: SeededInstallation;
let InstanceId = "";
let first: User;
let second: User;
let third: User;

beforeAll(async () => {
  installation = await seedInstallation();
  const { tenantId, awsConnectionId } = installation;
  InstanceId = (await openAwsConnection(tenantId, awsConnectionId)).instanceId;
  const [one, two] = [
    await installation.createIntegration(),
    await installation.createIntegration({ prefix: "b-" }),
  ];
  first = { tenantId, integrationId: asIntegrationId(one) };
  second = { tenantId, integrationId: asIntegrationId(two) };
  third = await otherTenant();
  await setSwitch("false");
});
afterAll(() => installation?.stop());
afterEach(async () => {
  for (const user of [first, second, third])
    for (const wanted of [theSwitch, theOrigin]) await remove(user, wanted);
  await setSwitch("false");
});

/** A second tenant with an integration of its own. */
async function otherTenant(): Promise<User> {
  const { ownerUrl } = installation.database;
  const [tenantId, connectionId, integrationId] = [randomUUID(), randomUUID(), randomUUID()];
  await runAsOwner(
    ownerUrl,
    `INSERT INTO "Tenant" (id, slug, name) VALUES ('${tenantId}', 'second', 'Second');
     INSERT INTO "Connection" ("tenantId", id, kind, name, settings, "updatedAt")
       VALUES ('${tenantId}', '${connectionId}', 'aws', 'Account', '{}', now());
     INSERT INTO "Integration" ("tenantId", id, blueprint, name, settings, "awsConnectionId", "updatedAt")
       VALUES ('${tenantId}', '${integrationId}', 'any', 'Theirs', '{}', '${connectionId}', now())`,
  );
  return { tenantId: asTenantId(tenantId), integrationId: asIntegrationId(integrationId) };
}

const connect = () => clientsOn(installation.sandbox).connect;
const AttributeType = "EARLY_MEDIA" as const;
const setSwitch = (Value: string) =>
  connect().send(new UpdateInstanceAttributeCommand({ InstanceId, AttributeType, Value }));
async function switchIs() {
  const command = new DescribeInstanceAttributeCommand({ InstanceId, AttributeType });
  return (await connect().send(command)).Attribute?.Value;
}
async function isApproved() {
  const { Origins = [] } = await connect().send(new ListApprovedOriginsCommand({ InstanceId }));
  return Origins.includes(origin);
}

async function recordOf({ tenantId, integrationId }: User, { logicalId }: DesiredResource) {
  const row = await withTenant(tenantId, (db) =>
    db.managedResource.findFirst({ where: { integrationId, logicalId } }),
  );
  if (row === null) return undefined;
  const { physicalId, previous } = row;
  return { ...parseRecord(row), name: "", physicalId, ...(previous === null ? {} : { previous }) };
}

/** Applies one step as a worker of the user's tenant does, until its call `killedAfter` has had its effect. */
async function apply(user: User, wanted: DesiredResource, record?: RecordedResource, killedAfter = "") {
  const world = await openWorld(first.tenantId, first.integrationId);
  const hold = await holdDeploymentOf(user);
  const resource = record === undefined ? wanted : removalOf(record, [record]);
  const step: LoadedStep["step"] = {
    id: resource.logicalId,
    logicalId: wanted.logicalId,
    action: record === undefined ? "update" : "delete",
    type: wanted.type,
    title: "",
    name: "",
    summary: "",
    differences: [],
    dependsOn: [],
    expects: "",
    ledgerRows: [],
    usualSeconds: 1,
  };
  const loaded: LoadedStep = { step, resource, state: "running", attempts: 1 };
  const death = new AbortController();
  const stopWatching = afterCall(world.contextFor(undefined, death.signal).aws, killedAfter, () =>
    death.abort(),
  );
  try {
    const outcome = await applyStep({
      step,
      resource,
      record: record ?? (await recordOf(user, wanted)),
      world,
      outputs: new Map(),
      nonce: "deployment/step",
      wasBegun: true,
      signal: death.signal,
      beforeChange: (previous) => storeIntent(hold, user.integrationId, loaded, previous),
      claim: async (sharedKey) => {
        await claimShared(hold, user.integrationId, loaded, sharedKey);
        if (killedAfter === "claim") death.abort();
        death.signal.throwIfAborted();
      },
      release: (sharedKey) => releaseShared(hold, user.integrationId, loaded, sharedKey),
    });
    if (death.signal.aborted) return "killed";
    await storeOutcome(hold, user.integrationId, loaded, outcome);
    return outcome.kind;
  } catch (error) {
    if (!death.signal.aborted) throw error;
    return "killed";
  } finally {
    stopWatching();
  }
}

/** A deployment that a worker has taken up, so that its steps may be written. */
function holdDeploymentOf({ tenantId, integrationId }: User): Promise<Hold> {
  return withTenant(tenantId, async (db) => {
    const of = { tenantId, integrationId, purpose: "deploy" };
    const { id: planId } = await db.plan.create({ data: { ...of, desired: [], steps: [], changes: 1 } });
    const { id } = await db.deployment.create({ data: { ...of, planId, status: "running", fence: 1 } });
    return { tenantId, deploymentId: id, fence: 1 };
  });
}

const deploy = (user: User, wanted: DesiredResource, killedAfter?: string) =>
  apply(user, wanted, undefined, killedAfter);
async function remove(user: User, wanted: DesiredResource, planned?: RecordedResource) {
  const record = planned ?? (await recordOf(user, wanted));
  return record === undefined ? "removed" : apply(user, wanted, record);
}

describe("a setting that was off before the first of several integrations turned it on", () => {
  it.each([
    ["the first goes first", () => [first, second]],
    ["the second goes first", () => [second, first]],
    ["the other tenant's goes last", () => [first, second, third]],
    ["the other tenant's goes first", () => [third, first, second]],
    ["the other tenant's goes in between", () => [second, third, first]],
  ])("stays on until the last of them goes, and is off then: %s", async (_, order) => {
    const users = order();
    for (const user of [first, second, third].filter((each) => users.includes(each)))
      expect(await deploy(user, theSwitch)).toBe("made");
    for (const user of users) {
      expect(await switchIs()).toBe("true");
      expect(await remove(user, theSwitch)).toBe("removed");
    }
    expect(await switchIs()).toBe("false");
  });

  it("is off again although the last one's removal was planned while the first still used it", async () => {
    await deploy(first, theSwitch);
    await deploy(second, theSwitch);
    const planned = await recordOf(second, theSwitch);
    await remove(first, theSwitch);
    await remove(second, theSwitch, planned);
    expect(await switchIs()).toBe("false");
  });

  it("is off again when the first one's worker died right after turning it on", async () => {
    expect(await deploy(first, theSwitch, "UpdateInstanceAttribute")).toBe("killed");
    await deploy(second, theSwitch);
    await remove(first, theSwitch);
    await remove(second, theSwitch);
    expect(await switchIs()).toBe("false");
  });

  it("is off again when the first one's worker died before it turned it on, and the second did", async () => {
    expect(await deploy(first, theSwitch, "DescribeInstanceAttribute")).toBe("killed");
    await deploy(second, theSwitch);
    expect(await deploy(first, theSwitch)).toBe("made");
    await remove(first, theSwitch);
    await remove(second, theSwitch);
    expect(await switchIs()).toBe("false");
  });

  it.each([
    ["the first goes first", () => [first, third]],
    ["the first goes last", () => [third, first]],
  ])("is off again when the first one's worker died before it had even looked: %s", async (_, order) => {
    expect(await deploy(first, theSwitch, "claim")).toBe("killed");
    expect(await deploy(third, theSwitch)).toBe("made");
    expect(await deploy(first, theSwitch)).toBe("made");
    for (const user of order()) {
      expect(await switchIs()).toBe("true");
      expect(await remove(user, theSwitch)).toBe("removed");
    }
    expect(await switchIs()).toBe("false");
  });

  it("stays off when someone has turned it off since", async () => {
    await deploy(first, theSwitch);
    await setSwitch("false");
    await remove(first, theSwitch);
    expect(await switchIs()).toBe("false");
  });
});

describe("a setting that was on before", () => {
  it("stays on after the last of them, whichever that is", async () => {
    await setSwitch("true");
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      for (const user of [first, second]) await deploy(user, theSwitch);
      for (const user of order) await remove(user, theSwitch);
      expect(await switchIs()).toBe("true");
    }
  });
});

describe("a setting that another integration wants otherwise", () => {
  const off: DesiredResource = { ...theSwitch, props: { attribute: "EARLY_MEDIA", value: "false" } };

  async function plan({ tenantId, integrationId }: User, wanted: DesiredResource) {
    const world = await openWorld(tenantId, integrationId);
    const seen = await observeWorld(world, [wanted]);
    const [step] = planDeployment({
      ...seen,
      desired: [wanted],
      recorded: world.records,
      secrets: {},
      findType: findResourceType,
      fingerprint: () => "as seen",
    });
    return step;
  }

  it("is told in each one's plan, before and after it is deployed, until one of them goes", async () => {
    await deploy(first, theSwitch);
    const opposed = {
      code: "shared-wishes-differ",
      sentence: expect.stringContaining("value true (here false)"),
    };
    expect(await plan(second, off)).toMatchObject({ action: "update", problem: opposed });
    expect(await deploy(second, off)).toBe("made");
    expect(await plan(second, off)).toMatchObject({ action: "keep", problem: opposed });
    expect(await plan(first, theSwitch)).toMatchObject({
      action: "update",
      problem: { code: "shared-wishes-differ", sentence: expect.stringContaining("value false (here true)") },
    });
    await remove(first, theSwitch);
    expect((await plan(second, off))?.problem).toBeUndefined();
    await remove(second, off);
  });

  it("is told of another tenant's integration without its name, and not to a tenant without a use of it", async () => {
    await deploy(third, off);
    expect((await plan(first, theSwitch))?.problem).toBeUndefined();
    await deploy(first, theSwitch);
    const sentence = (await plan(first, theSwitch))?.problem?.sentence;
    expect(sentence).toContain("an integration of another tenant has other values for it");
    expect(sentence).not.toContain("Theirs");
    await remove(third, off);
    expect((await plan(first, theSwitch))?.problem).toBeUndefined();
  });

  it("isn't told where all want the same", async () => {
    for (const user of [first, second, third]) await deploy(user, theSwitch);
    expect(await plan(first, theSwitch)).toMatchObject({ action: "keep" });
    expect((await plan(first, theSwitch))?.problem).toBeUndefined();
  });
});

describe("an approved origin", () => {
  it.each([
    ["the first", () => [first, third]],
    ["the other tenant's", () => [third, first]],
  ])("that nobody had approved before goes with the last integration: %s goes first", async (_, order) => {
    for (const user of [first, third]) expect(await deploy(user, theOrigin)).toBe("made");
    for (const user of order()) {
      expect(await isApproved()).toBe(true);
      await remove(user, theOrigin);
    }
    expect(await isApproved()).toBe(false);
  });

  it("that was approved before stays", async () => {
    await connect().send(new AssociateApprovedOriginCommand({ InstanceId, Origin: origin }));
    for (const user of [first, second]) await deploy(user, theOrigin);
    for (const user of [first, second]) await remove(user, theOrigin);
    expect(await isApproved()).toBe(true);
    await connect().send(new DisassociateApprovedOriginCommand({ InstanceId, Origin: origin }));
  });

  it("that someone removed and an integration approved again goes with it", async () => {
    await connect().send(new AssociateApprovedOriginCommand({ InstanceId, Origin: origin }));
    await deploy(first, theOrigin);
    await connect().send(new DisassociateApprovedOriginCommand({ InstanceId, Origin: origin }));
    await deploy(first, theOrigin);
    await remove(first, theOrigin);
    expect(await isApproved()).toBe(false);
  });
});

it("hands nothing over for a tenant that has recorded no use of it", async () => {
  await deploy(first, theSwitch);
  const [handed] = await runAsOwner<{ rows: number }>(
    installation.database.ownerUrl,
    `SELECT app_hand_over_previous('${first.integrationId}', 'early-media') AS rows`,
  );
  expect(handed?.rows).toBe(0);
});
