import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { Cable, Jack } from "@/lib/blueprints/blueprint";
import { isInPlace } from "@/lib/deployments/deployed-settings";
import { inputOf, loadIntegration, type StoredIntegration } from "@/lib/deployments/load-integration";
import { accountIfItAnswers } from "@/lib/integrations/guide";
import type { ContactId, IntegrationId, TenantId } from "@/lib/kernel/ids";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

/**
 * unknown: nothing has proven it yet, or it is not deployed. not-reached: the last call broke off before it came there, so
 * that this cable is neither to blame nor proven.
 */
export type CableState = "good" | "attention" | "bad" | "not-reached" | "unknown";

export interface ProvenCable extends Cable {
  state: CableState;
  sentence: string;
  contactId: ContactId | undefined;
  provenAt: Date | undefined;
}

export interface IntegrationPicture {
  integrationId: IntegrationId;
  name: string;
  title: string;
  isDeployed: boolean;
  /** What is saved differs from what is deployed. */
  hasUndeployedSettings: boolean;
  /** Since when, and by whom, callers go past the voice agent; undefined while they do not. */
  bypass: StoredIntegration["bypass"];
  jacks: Jack[];
  cables: ProvenCable[];
  /** When the picture cannot be drawn: a connection that is incomplete. */
  problem: Problem | undefined;
}

interface Proof {
  cable: string;
  state: string;
  sentence: string;
  contactId: ContactId | null;
  provenAt: Date;
}

/**
 * The tenant's patch bay: each integration's systems, and between them what was last proven. At most 50, by name, or the
 * one that is asked for. One that cannot be read (settings of an older console) says so in its place; the others are drawn.
 * Call it outside any scope.
 */
export async function loadOverview(tenantId: TenantId, only?: IntegrationId): Promise<IntegrationPicture[]> {
  const found = await withTenant(tenantId, async (db) => {
    const rows = await db.integration.findMany({
      ...(only === undefined ? {} : { where: { id: only } }),
      orderBy: { name: "asc" },
      select: { id: true, name: true, blueprint: true },
      take: 50,
    });
    const read: (() => Promise<IntegrationPicture> | IntegrationPicture)[] = [];
    for (const row of rows) {
      try {
        const integration = await loadIntegration(db, tenantId, row.id);
        if (integration === undefined) continue;
        const proofs = await db.hopProof.findMany({ where: { integrationId: row.id } });
        read.push(() => drawPicture(integration, proofs));
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        read.push(() => unreadable(row, error.problem));
      }
    }
    return read;
  });
  return Promise.all(found.map((draw) => draw()));
}

function unreadable(
  row: { id: IntegrationId; name: string; blueprint: string },
  problem: Problem,
): IntegrationPicture {
  const title = findBlueprint(row.blueprint)?.title ?? row.blueprint;
  return {
    integrationId: row.id,
    name: row.name,
    title,
    isDeployed: false,
    hasUndeployedSettings: false,
    bypass: undefined,
    jacks: [],
    cables: [],
    problem,
  };
}

/** Keeps what a contact's trail or a probe has shown of a cable; an older proof does not replace a newer one. */
export async function keepProof(
  db: TenantDatabase,
  proof: {
    tenantId: TenantId;
    integrationId: IntegrationId;
    cable: string;
    state: Exclude<CableState, "unknown">;
    sentence: string;
    contactId?: ContactId;
    provenAt: Date;
  },
): Promise<void> {
  const { tenantId, integrationId, cable, provenAt } = proof;
  const newer = await db.hopProof.count({ where: { integrationId, cable, provenAt: { gt: provenAt } } });
  if (newer > 0) return;
  const data = { state: proof.state, sentence: proof.sentence, contactId: proof.contactId ?? null, provenAt };
  await db.hopProof.upsert({
    where: { tenantId_integrationId_cable: { tenantId, integrationId, cable } },
    create: { tenantId, integrationId, cable, ...data },
    update: data,
  });
}

async function drawPicture(
  integration: StoredIntegration,
  proofs: readonly Proof[],
): Promise<IntegrationPicture> {
  const isDeployed =
    Object.keys(integration.outputs).length > 0 ||
    isInPlace(integration.blueprint, integration.deployedSettings);
  const shared = {
    integrationId: integration.id,
    name: integration.name,
    title: integration.blueprint.title,
    isDeployed,
    hasUndeployedSettings: isDeployed && integration.hasUndeployedSettings,
    bypass: integration.bypass,
  };
  try {
    const account = await accountIfItAnswers(integration);
    const { jacks, cables } = integration.blueprint.picture(inputOf(integration, account));
    const proven = cables.map((cable) => withProof(cable, proofs, isDeployed));
    return { ...shared, jacks, cables: proven, problem: undefined };
  } catch (error) {
    return { ...shared, jacks: [], cables: [], problem: describeFailure(error) };
  }
}

function withProof(cable: Cable, proofs: readonly Proof[], isDeployed: boolean): ProvenCable {
  const proof = proofs.find((each) => each.cable === cable.id);
  if (proof === undefined || !isDeployed) {
    const sentence = isDeployed ? "Not verified yet. Place a test call." : "Not deployed.";
    return { ...cable, state: "unknown", sentence, contactId: undefined, provenAt: undefined };
  }
  return {
    ...cable,
    state: stateOf(proof.state),
    sentence: proof.sentence,
    contactId: proof.contactId ?? undefined,
    provenAt: proof.provenAt,
  };
}

function stateOf(state: string): CableState {
  return state === "good" || state === "attention" || state === "bad" || state === "not-reached"
    ? state
    : "unknown";
}
