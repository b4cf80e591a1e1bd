import { UpdateContactFlowContentCommand } from "@aws-sdk/client-connect";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, openAwsConnection } from "@/lib/aws/connect-account";
import { loadOutputs } from "@/lib/integrations/outputs";
import { loadIntegrationView } from "@/lib/integrations/store";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { setBypass } from "./bypass";
import { fetchLiveBypass } from "./fetch-live-bypass";
import { makePlan } from "./make-plan";
import { startDeployment } from "./start-deployment";

let installation: SeededInstallation;
let integrationId = asIntegrationId("");
let access: AwsAccess;

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration();
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  access = await openAwsConnection(installation.tenantId, installation.awsConnectionId, "deploy");
});
afterEach(() => installation.clearFaults());
afterAll(() => installation?.stop());

describe("the bypass", () => {
  it("takes callers past the voice agent to the queue in one call that changes something, and back in one", async () => {
    const before = await installation.call(integrationId);
    expect(before).toMatchObject({ outcome: "agent" });
    expect(before.blocks).toContainEqual(expect.stringMatching(/^transfer-to-/));

    const changes = watchChanges();
    expect(must(await turn(true))).toEqual({ since: expect.any(Date), by: "Owner" });
    const during = await installation.call(integrationId);
    expect(during).toMatchObject({ outcome: "agent" });
    expect(during.blocks).toEqual(["logging", "voice", "language", "set-queue", "queue"]);

    expect(must(await turn(false))).toBeNull();
    expect(changes.stop()).toEqual(["UpdateContactFlowContentCommand", "UpdateContactFlowContentCommand"]);
    expect((await installation.call(integrationId)).blocks).toContainEqual(
      expect.stringMatching(/^transfer-to-/),
    );
  });

  it("isn't kept by a turn that took so long that another one has claimed it", async () => {
    const { middlewareStack } = access.clients.connect;
    const claimUntil = (at: number) =>
      withTenant(installation.tenantId, (db) =>
        db.integration.updateMany({ where: { id: integrationId }, data: { bypassTurnedAt: new Date(at) } }),
      );
    middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const answer = await next(args);
          if (commandName === "UpdateContactFlowContentCommand") await claimUntil(Date.now() + 60_000);
          return answer;
        },
      { step: "initialize", name: "take-over" },
    );
    expect(await turn(true)).toMatchObject({ problem: { code: "bypass-taken-over" } });
    middlewareStack.remove("take-over");
    expect(await view()).toMatchObject({ bypass: undefined });

    // Whoever comes next goes by what the account has.
    await claimUntil(Date.now() - 1_000);
    must(await turn(true));
    must(await turn(false));
    expect(await changesPlanned()).toEqual([]);
  });

  it("is known to plans: nothing to do while it is on, and its state, since when and by whom, is told", async () => {
    must(await turn(true));
    expect(await view()).toMatchObject({ bypass: { by: "Owner", since: expect.any(Date) } });
    expect(await changesPlanned()).toEqual([]);
    must(await turn(false));
    expect(await view()).toMatchObject({ bypass: undefined });
    expect(await changesPlanned()).toEqual([]);
    const actions = await withTenant(installation.tenantId, (db) =>
      db.auditEvent.findMany({
        where: { action: { startsWith: "bypass:" } },
        orderBy: { id: "desc" },
        take: 2,
      }),
    );
    expect(actions.map((each) => [each.action, each.actorName, each.target])).toEqual([
      ["bypass:off", "Owner", integrationId],
      ["bypass:on", "Owner", integrationId],
    ]);
  });

  it("plans a setting of the way that callers do not take now, so that a turn brings nothing unseen", async () => {
    must(await turn(true));
    await setTransferTimeout(45);
    const { tenantId, actor } = installation;
    const plan = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(plan.steps.filter(({ action }) => action !== "keep")).toMatchObject([
      {
        id: "flow",
        action: "update",
        differences: [{ path: expect.stringMatching(/^standby\./), after: "45" }],
      },
    ]);
    const changes = watchChanges();
    expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
    expect(changes.stop()).toEqual([]);
    expect(await changesPlanned()).toEqual([]);
    must(await turn(false));
    expect(await changesPlanned()).toEqual([]);
  });

  it("leaves a flow alone that somebody changed, and says so", async () => {
    const { flow } = await withTenant(installation.tenantId, (db) => loadOutputs(db, integrationId));
    const content = {
      Version: "2019-10-30",
      StartAction: "bye",
      Metadata: {},
      Actions: [{ Identifier: "bye", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} }],
    };
    await access.clients.connect.send(
      new UpdateContactFlowContentCommand({
        InstanceId: access.instanceId,
        ContactFlowId: flow?.id,
        Content: JSON.stringify(content),
      }),
    );
    expect(await turn(true)).toMatchObject({ ok: false, problem: { code: "bypass-flow-changed" } });
    expect(await view()).toMatchObject({ bypass: undefined });
    expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
    must(await turn(true));
    must(await turn(false));
  });

  it("is refused while a deployment is under way, and an older plan is refused after it", async () => {
    const { tenantId, actor } = installation;
    await withTenant(tenantId, (db) =>
      db.integration.updateMany({ where: { id: integrationId }, data: { prefix: "moved-" } }),
    );
    const older = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    must(await turn(true));
    expect(await startDeployment({ tenantId, planId: older.planId, actor })).toMatchObject({
      ok: false,
      problem: { code: "bypass-turned-since" },
    });
    must(await turn(false));
    const newer = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    must(await startDeployment({ tenantId, planId: newer.planId, actor }));
    expect(await turn(true)).toMatchObject({ ok: false, problem: { code: "bypass-while-deploying" } });
    await withTenant(tenantId, async (db) => {
      await db.deployment.updateMany({
        where: { status: "queued" },
        data: { status: "failed", activeKey: null },
      });
      await db.integration.updateMany({ where: { id: integrationId }, data: { prefix: "" } });
    });
  });

  it("stays as it was when Connect refuses, and can be turned right after", async () => {
    await installation.fault({
      service: "connect",
      operation: "UpdateContactFlowContent",
      kind: "deny",
      times: 1,
    });
    expect(await turn(true)).toMatchObject({ ok: false });
    expect(await view()).toMatchObject({ bypass: undefined });
    must(await turn(true));
    expect(await turn(true)).toMatchObject({ ok: false, problem: { code: "bypass-already-on" } });
    must(await turn(false));
  });

  it("tells after a turn was killed in between what the account has, and can be turned both ways", async () => {
    for (const wanted of [true, false]) {
      await killTurnAfterItsCall(true);
      expect(await view()).toMatchObject({ bypass: undefined, unfinishedTurn: { to: "on", by: "Owner" } });
      expect(await live()).toMatchObject({ kind: "on" });
      must(await turn(wanted));
      expect(await live()).toMatchObject({ kind: wanted ? "on" : "off" });
      expect(await view()).toMatchObject({
        unfinishedTurn: undefined,
        bypass: wanted ? { by: "Owner" } : undefined,
      });
      expect(await changesPlanned()).toEqual([]);
      if (wanted) must(await turn(false));
    }
  });

  it("says that it is not known where callers go when the account cannot be read", async () => {
    await killTurnAfterItsCall(true);
    await installation.fault({ service: "connect", operation: "DescribeContactFlow", kind: "deny" });
    expect(await live()).toMatchObject({ kind: "unknown" });
    expect(await turn(false)).toMatchObject({ ok: false });
    expect(await view()).toMatchObject({ unfinishedTurn: { to: "on" } });
    await installation.clearFaults();
    must(await turn(false));
    expect(await view()).toMatchObject({ unfinishedTurn: undefined, bypass: undefined });
    expect((await installation.call(integrationId)).blocks).toContainEqual(
      expect.stringMatching(/^transfer-to-/),
    );
  });

  it("goes by the account where only the record was lost", async () => {
    must(await turn(true));
    await withTenant(installation.tenantId, async (db) => {
      const flow = await db.managedResource.findFirstOrThrow({ where: { integrationId, logicalId: "flow" } });
      const { props, standby, ...rest } = flow.desired as { props: object; standby: object };
      const desired = { ...rest, props: standby, standby: props };
      await db.managedResource.updateMany({ where: { integrationId, logicalId: "flow" }, data: { desired } });
      await db.integration.updateMany({ where: { id: integrationId }, data: { bypassedAt: null } });
    });
    expect(await live()).toMatchObject({ kind: "on" });
    must(await turn(false));
    expect(await live()).toMatchObject({ kind: "off" });
    expect(await turn(false)).toMatchObject({ problem: { code: "bypass-already-off" } });
    expect(await changesPlanned()).toEqual([]);
  });

  it("can be turned by one of two at once", async () => {
    const turns = await Promise.all([turn(true), turn(true), turn(true)]);
    expect(turns.filter(({ ok }) => ok)).toHaveLength(1);
    must(await turn(false));
  });

  it("goes with the integration, and is refused where nothing is deployed", async () => {
    must(await turn(true));
    expect(await installation.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
    expect(await view()).toMatchObject({ bypass: undefined, deployed: 0 });
    expect(await turn(true)).toMatchObject({ ok: false, problem: { code: "bypass-not-deployed" } });
  });
});

async function setTransferTimeout(transferTimeoutSeconds: number): Promise<void> {
  await withTenant(installation.tenantId, async (db) => {
    const { settings } = await db.integration.findFirstOrThrow({ where: { id: integrationId } });
    const changed = { ...(settings as object), transferTimeoutSeconds };
    await db.integration.updateMany({ where: { id: integrationId }, data: { settings: changed } });
  });
}

/** Names of the calls to Connect that are no reads, until it is stopped. */
function watchChanges() {
  const changes: string[] = [];
  const { middlewareStack } = access.clients.connect;
  middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        if (!/^(?:Describe|Get|List|Search|BatchGet)/.test(commandName)) changes.push(commandName);
        return next(args);
      },
    { step: "initialize", name: "watch-changes" },
  );
  return {
    stop() {
      middlewareStack.remove("watch-changes");
      return changes;
    },
  };
}

const turn = (on: boolean) =>
  setBypass({ tenantId: installation.tenantId, integrationId, on, actor: installation.actor });

const live = () => fetchLiveBypass(installation.tenantId, integrationId);

/** The account as a process leaves it that was killed after its one call: turned, and our record is not told. */
async function killTurnAfterItsCall(on: boolean): Promise<void> {
  const { tenantId, actor } = installation;
  const read = () =>
    withTenant(tenantId, async (db) => ({
      integration: await db.integration.findFirstOrThrow({ where: { id: integrationId } }),
      flow: await db.managedResource.findFirstOrThrow({ where: { integrationId, logicalId: "flow" } }),
    }));
  const before = await read();
  must(await turn(on));
  await withTenant(tenantId, async (db) => {
    const { bypassedAt, bypassedBy } = before.integration;
    await db.managedResource.updateMany({
      where: { integrationId, logicalId: "flow" },
      data: { desired: before.flow.desired ?? {} },
    });
    await db.integration.updateMany({
      where: { id: integrationId },
      data: {
        ...{ bypassedAt, bypassedBy },
        // The claim has run out.
        ...{ bypassTurnedAt: new Date(Date.now() - 1_000), bypassTurningTo: on, bypassTurningBy: actor.name },
      },
    });
  });
}

const view = () => withTenant(installation.tenantId, (db) => loadIntegrationView(db, integrationId));

async function changesPlanned() {
  const { tenantId, actor } = installation;
  const plan = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  return plan.steps.filter(({ action }) => action !== "keep").map(({ id, action }) => `${action} ${id}`);
}
