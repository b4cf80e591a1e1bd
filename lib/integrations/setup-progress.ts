import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { isInSandbox } from "@/lib/connections/sandbox-vendors";
import { type ConnectionView, listConnections } from "@/lib/connections/store";
import { loadIntegration } from "@/lib/deployments/load-integration";
import { loadVerifiedCall, type VerifiedCall } from "@/lib/integrations/call-proofs";
import {
  agentKindsFor,
  awsCenter,
  connectedCenters,
  listCenterChoices,
} from "@/lib/integrations/center-choices";
import { isDone, loadKnown, tickedSteps } from "@/lib/integrations/guide";
import { type IntegrationView, listIntegrations } from "@/lib/integrations/store";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";

export type SetupStepId = "account" | "instance" | "agent" | "deploy" | "guide" | "call";

/** failed: it was done, and does not work. running: a deployment is under way. */
export interface SetupStep {
  id: SetupStepId;
  state: "done" | "open" | "failed" | "running";
}

/** How far a tenant has come from nothing to a call that proves it, by stored facts alone. */
export interface SetupProgress {
  /** In their order: those that this contact center has. */
  steps: SetupStep[];
  done: number;
  /** What to do now; undefined when all is done. */
  next: SetupStepId | undefined;
  /** The contact center's kind: "aws" for Amazon Connect, or a vendor's; undefined while none is connected. */
  center: string | undefined;
  /** Kinds of connection that the voice agent can have. */
  agentKinds: string[];
  /** The contact center's connection, and the voice agent's, that the steps are about. */
  accountId: string | undefined;
  agentId: string | undefined;
  /** The integration that has come the furthest. */
  integrationId: string | undefined;
  /** Its last deployment. */
  deploymentId: string | undefined;
  verified: VerifiedCall | undefined;
}

/** What is known of one integration. */
export interface SetupFacts {
  integration: Pick<
    IntegrationView,
    "id" | "awsConnectionId" | "vendorConnections" | "isDeployed" | "lastDeployment"
  >;
  /** Of its manual steps. */
  guide: { done: number; all: number };
  verified: VerifiedCall | undefined;
}

type Connection = Pick<ConnectionView, "id" | "kind" | "settings" | "probe">;

/** A tenant that has more is long past its first call. */
const maxIntegrations = 20;

/** Reads what is stored, and asks nobody else. Call it outside any scope. */
export async function loadSetup(tenantId: TenantId): Promise<SetupProgress> {
  const { connections, facts } = await withTenant(tenantId, async (db) => {
    const connections = await listConnections(db);
    const facts: SetupFacts[] = [];
    for (const integration of (await listIntegrations(db)).slice(0, maxIntegrations)) {
      facts.push({ integration, ...(await readProofs(db, tenantId, integration.id)) });
      // One that is whole is enough.
      if (setupProgress(connections, facts).next === undefined) break;
    }
    return { connections, facts };
  });
  return setupProgress(connections, facts);
}

async function readProofs(
  db: TenantDatabase,
  tenantId: TenantId,
  id: IntegrationId,
): Promise<Pick<SetupFacts, "guide" | "verified">> {
  const nothing = { guide: { done: 0, all: 1 }, verified: undefined };
  try {
    const integration = await loadIntegration(db, tenantId, id);
    if (integration === undefined) return nothing;
    const steps = tickedSteps(integration, undefined, await loadKnown(db, integration));
    return {
      guide: { done: steps.filter(isDone).length, all: steps.length },
      verified: await loadVerifiedCall(db, integration),
    };
  } catch (error) {
    // Its settings or a connection are incomplete: its own screen says what is missing.
    if (error instanceof ProblemError) return nothing;
    throw error;
  }
}

/** Pure. The integration that has come the furthest counts; without one, what there is to make it of. */
export function setupProgress(
  connections: readonly Connection[],
  integrations: readonly SetupFacts[],
): SetupProgress {
  const centers = connectedCenters(connections);
  const ways =
    integrations.length > 0
      ? integrations.map((facts) => progressOf(connections, centerOf(facts.integration), facts))
      : (centers.length > 0 ? centers : [undefined]).map((center) => progressOf(connections, center));
  const left = ({ steps, done }: SetupProgress) => steps.length - done;
  return ways.reduce((nearest, each) => (left(each) < left(nearest) ? each : nearest));
}

function centerOf({ awsConnectionId, vendorConnections }: SetupFacts["integration"]): string | undefined {
  if (awsConnectionId !== undefined) return awsCenter;
  return listCenterChoices().find(({ kind }) => vendorConnections[kind] !== undefined)?.kind;
}

function progressOf(
  connections: readonly Connection[],
  center: string | undefined,
  facts?: SetupFacts,
): SetupProgress {
  const { integration, guide, verified } = facts ?? {};
  const ownId =
    center === awsCenter ? integration?.awsConnectionId : integration?.vendorConnections[center ?? ""];
  const account = best(connections, (each) => (integration ? each.id === ownId : each.kind === center));
  const agentKinds = agentKindsFor(center);
  const vendorIds = Object.values(integration?.vendorConnections ?? {}).filter((id) => id !== ownId);
  const agent = best(connections, (each) =>
    integration ? vendorIds.includes(each.id) : agentKinds.includes(each.kind),
  );
  const needsAgent = integration ? vendorIds.length > 0 : agentKinds.length > 0;
  const isVerified = integration?.isDeployed === true && verified !== undefined;
  // What fails after a call has been the whole way needs attention, and is no part of setting up any more.
  const onceProven = (state: SetupStep["state"]) => (isVerified ? "done" : state);
  const steps: SetupStep[] = [
    { id: "account", state: onceProven(stateOfConnection(account)) },
    ...(center === awsCenter
      ? [
          {
            id: "instance" as const,
            state: account?.settings.instanceArn ? ("done" as const) : ("open" as const),
          },
        ]
      : []),
    ...(needsAgent ? [{ id: "agent" as const, state: onceProven(stateOfConnection(agent)) }] : []),
    { id: "deploy", state: onceProven(stateOfDeployment(integration)) },
    { id: "guide", state: guide !== undefined && guide.done >= guide.all ? "done" : "open" },
    { id: "call", state: isVerified ? "done" : "open" },
  ];
  const isOpen = ({ state }: SetupStep) => state !== "done";
  const first = steps.find(isOpen)?.id;
  // At a simulated voice agent nobody does anything by hand: the call proves the steps.
  const isRehearsal = agent !== undefined && isInSandbox(agent);
  return {
    steps,
    done: steps.filter((step) => !isOpen(step)).length,
    next: first === "guide" && isRehearsal && !isVerified ? "call" : first,
    center,
    agentKinds,
    accountId: account?.id,
    agentId: agent?.id,
    integrationId: integration?.id,
    deploymentId: integration?.lastDeployment?.id,
    verified,
  };
}

/** Of several, one that works. */
function best(
  connections: readonly Connection[],
  isMeant: (connection: Connection) => boolean,
): Connection | undefined {
  const meant = connections.filter(isMeant);
  return meant.find((each) => stateOfConnection(each) === "done") ?? meant[0];
}

/** One that nobody could test works until something shows otherwise. */
function stateOfConnection(connection: Connection | undefined): SetupStep["state"] {
  if (connection === undefined) return "open";
  return connection.probe?.state === "failed" ? "failed" : "done";
}

function stateOfDeployment(integration: SetupFacts["integration"] | undefined): SetupStep["state"] {
  const last = integration?.lastDeployment;
  if (last?.status === "queued" || last?.status === "running") return "running";
  if (last?.status === "failed" || last?.status === "stopped") return "failed";
  return integration?.isDeployed ? "done" : "open";
}
