import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { GuideStep } from "@/lib/blueprints/blueprint";
import type { ProbeReport } from "@/lib/connection-kinds/connection-kind";
import {
  inputOf,
  integrationNotFound,
  loadIntegration,
  type StoredIntegration,
} from "@/lib/deployments/load-integration";
import { askedPrint } from "@/lib/integrations/call-proofs";
import { loadGuideChecks, type StoredGuideCheck } from "@/lib/integrations/guide-check-store";
import { type ContactId, type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

/** How it is known without a person: by a call, by what the vendor's API showed, or by a check of a connection. */
export type ShownBy =
  | { kind: "call"; contactId: ContactId; at: Date }
  /** The step's `check` says what was seen. */
  | { kind: "read"; at: Date }
  /** `detail` is what the check saw. */
  | { kind: "check"; connectionId: string; detail: string; at: Date | null };

export interface TickedGuideStep extends GuideStep {
  /** A person said so. */
  tick: { userName: string; at: Date } | undefined;
  shownBy: ShownBy | undefined;
  /** What the vendor's API last showed of it, good or not. */
  check: StoredGuideCheck | undefined;
}

export function isDone({ tick, shownBy }: Pick<TickedGuideStep, "tick" | "shownBy">): boolean {
  return tick !== undefined || shownBy !== undefined;
}

/**
 * What a person does in the vendors' consoles, with this tenant's values, who has done it, and what else shows that it is
 * done. Call it outside any scope.
 */
export async function guideOf(
  tenantId: TenantId,
  integrationId: IntegrationId,
): Promise<Result<TickedGuideStep[]>> {
  const read = await withTenant(tenantId, async (db) => {
    const integration = await loadIntegration(db, tenantId, integrationId);
    if (integration === undefined) return undefined;
    return { integration, known: await loadKnown(db, integration) };
  });
  if (read === undefined) return fail(integrationNotFound);
  const { integration, known } = read;
  try {
    const account = await accountIfItAnswers(integration);
    return succeed(tickedSteps(integration, account, known));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** What is stored of the guide's steps. */
export interface KnownOfGuide {
  ticks: readonly { row: string; userName: string; at: Date }[];
  proofs: readonly { row: string; contactId: ContactId; provenAt: Date; askedSha256: string }[];
  checks: readonly StoredGuideCheck[];
  connections: readonly { id: string; kind: string; probe: unknown; probedAt: Date | null }[];
}

export async function loadKnown(db: TenantDatabase, integration: StoredIntegration): Promise<KnownOfGuide> {
  const where = { integrationId: integration.id };
  const { awsConnectionId, vendorConnections } = integration;
  const ids = [awsConnectionId ?? "", ...Object.values(vendorConnections)].filter(isUuid);
  return {
    ticks: await db.guideTick.findMany({ where }),
    proofs: await db.guideProof.findMany({ where }),
    checks: await loadGuideChecks(db, integration.id),
    connections: await db.connection.findMany({
      where: { id: { in: ids } },
      select: { id: true, kind: true, probe: true, probedAt: true },
    }),
  };
}

/**
 * Pure. While the AWS account doesn't answer, what the steps ask for isn't known: then what a call or a check showed is
 * taken to hold.
 */
export function tickedSteps(
  integration: StoredIntegration,
  account: AwsAccess | undefined,
  { ticks, proofs, checks, connections }: KnownOfGuide,
): TickedGuideStep[] {
  const isKnown = account !== undefined || integration.blueprint.withoutAws === true;
  return integration.blueprint.guide(inputOf(integration, account)).map((step) => {
    const tick = ticks.find(({ row }) => row === step.row);
    const holds = (shown: { row: string; askedSha256: string }) =>
      shown.row === step.row && (!isKnown || shown.askedSha256 === askedPrint(step, integration));
    const proof = proofs.find(holds);
    const check = checks.find(holds);
    return {
      ...step,
      tick: tick && { userName: tick.userName, at: tick.at },
      shownBy: shownBy(proof, check) ?? shownByCheck(step, connections),
      check,
    };
  });
}

function shownBy(
  proof: KnownOfGuide["proofs"][number] | undefined,
  check: StoredGuideCheck | undefined,
): ShownBy | undefined {
  if (proof) return { kind: "call", contactId: proof.contactId, at: proof.provenAt };
  return check?.code === "published" ? { kind: "read", at: check.at } : undefined;
}

function shownByCheck({ proof }: GuideStep, connections: KnownOfGuide["connections"]): ShownBy | undefined {
  const wanted = proof?.check;
  const connection = wanted && connections.find(({ kind }) => kind === wanted.kind);
  const report = connection?.probe as ProbeReport | null | undefined;
  const check = report?.checks.find(({ id, state }) => id === wanted?.id && state === "proven");
  return connection && check
    ? { kind: "check", connectionId: connection.id, detail: check.detail, at: connection.probedAt }
    : undefined;
}

/** The AWS account's facts; undefined without one, and while it doesn't answer: a guide can be read all the same. */
export async function accountIfItAnswers(integration: StoredIntegration): Promise<AwsAccess | undefined> {
  if (integration.awsConnectionId === undefined) return undefined;
  try {
    return await openAwsConnection(integration.tenantId, integration.awsConnectionId);
  } catch {
    return undefined;
  }
}

/** Keeps (or takes away) who did a step, and when. */
export async function tickGuide(
  db: TenantDatabase,
  input: {
    tenantId: TenantId;
    actor: Actor & { userId: string };
    integrationId: IntegrationId;
    row: string;
    done: boolean;
  },
): Promise<Result<null>> {
  const { tenantId, actor, integrationId, row, done } = input;
  const integration = isUuid(integrationId)
    ? await db.integration.findFirst({ where: { id: integrationId } })
    : null;
  if (integration === null) return fail(integrationNotFound);
  if (findBlueprint(integration.blueprint)?.ledgerRows.includes(row) !== true) return fail(rowNotFound);
  const key = { tenantId, integrationId, row };
  if (done) {
    const who = { userId: actor.userId, userName: actor.name, at: new Date() };
    await db.guideTick.upsert({
      where: { tenantId_integrationId_row: key },
      create: { ...key, ...who },
      update: who,
    });
  } else {
    await db.guideTick.deleteMany({ where: key });
  }
  const detail = { row, done };
  await recordAudit(db, { tenantId, actor, action: "guide:tick", target: integrationId, detail });
  return succeed(null);
}

const rowNotFound = {
  code: "guide-row-not-found",
  sentence: "This step isn't in the guide.",
  wayOut: "Reload the guide.",
};
