import type { ConnectClient } from "@aws-sdk/client-connect";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { noConnections } from "@/lib/engine/no-connections";
import type { ResourceContext } from "@/lib/engine/resource";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { BypassFact, ComparedFlow, SetupGap, TrailFacts } from "@/lib/trail/event";
import { type SeenAccount, type SeenSetup, surelyMissing } from "@/lib/trail/seen-account";
import type { TrailContext, TrailSubject } from "@/lib/trail/trail-source";
import { checkSetup, setupTypes } from "./check-setup";
import { compareLiveFlows, fetchChanges } from "./compare-live-flows";
import { type KnownIntegration, lastRotation, loadKnownIntegrations } from "./known-integrations";
import { loadDeployedSetup } from "./load-deployed-setup";
import { type EarlierLook, loadEarlierLook } from "./looks";

export interface FactsRequest {
  tenantId: TenantId;
  /** The tenant's name in this console's addresses. */
  slug: string;
  connectionId: string;
  connect: ConnectClient;
  instanceId: string;
  /** The account that the instance is in. */
  account: Pick<ResourceContext, "aws" | "accountId" | "region" | "instanceArn">;
  /** What the tenant has deployed in this instance. */
  integrations: readonly {
    integrationId: IntegrationId;
    flows: readonly string[];
    apis: readonly unknown[];
  }[];
}

interface Known {
  connection: TrailFacts["connection"];
  /** What somebody saw who looked earlier. */
  earlier?: EarlierLook | undefined;
  /** Those that the called number leads to. */
  called: KnownIntegration[];
  /** Those, else all: callers may also come by a flow of the tenant's own. */
  possible: KnownIntegration[];
  mayBeOurs: boolean;
  rotatedAt?: Date | undefined;
}

/**
 * What the console itself knows around a contact: when the token was rotated, whether a bypass was on, and whether the
 * live flow is the one that it published. One read of Amazon Connect, or none. What of the account was seen by whoever
 * looked first counts ever after, since accounts are mended. A fact that cannot be had is left out: it explains what the
 * sources show, and is no source of its own.
 */
export function factsReader(request: FactsRequest): NonNullable<TrailContext["readFacts"]> {
  return async (subject, signal) => {
    const beganAt = (subject.contact.ok && subject.contact.value.InitiationTimestamp) || new Date();
    try {
      const known = await withTenant(request.tenantId, (db) => loadKnown(db, request, subject, beganAt));
      const { connection, earlier, possible, mayBeOurs, rotatedAt } = known;
      // Of a contact that can't be read now, what was found earlier is all that is known.
      if (!subject.contact.ok) return { ...(connection && { connection }), ...seenBefore(earlier) };
      const [flows, setup] = await Promise.all([
        earlier?.account.flows
          ? flowsAsSeen(request, earlier, possible, signal)
          : flowsAsLive(request, known, beganAt, signal),
        earlier?.account.setup ?? setupAsLive(request, known, beganAt, signal),
      ]);
      const bypassed = possible.flatMap(toBypassFact);
      const [first, ...others] = possible;
      const integration = others.length === 0 ? first?.page : undefined;
      const vendor = others.every((other) => other.vendor === first?.vendor) ? first?.vendor : undefined;
      return {
        mayBeOurs,
        mayPost: possible.some(({ hasApi }) => hasApi),
        ...(connection && { connection }),
        ...(integration && { integration }),
        ...(vendor && { vendor: vendor.words }),
        ...(rotatedAt && { tokenRotatedAt: rotatedAt.toISOString() }),
        ...(first && { tokenMadeAt: first.createdAt.toISOString() }),
        ...(bypassed.length > 0 && { bypassOn: bypassed }),
        ...(flows.compared.length > 0 && { comparedFlows: flows.compared }),
        ...(setup && setup.length > 0 && { setup: setup.map((gap) => toSetupGap(gap, possible)) }),
        ...(flows.account && { account: { ...flows.account, ...(setup && { setup }) } }),
        ...seenBefore(earlier),
      } satisfies TrailFacts;
    } catch (error) {
      // The log has what is unexpected of it.
      describeFailure(error);
      return {};
    }
  };
}

function seenBefore(earlier: EarlierLook | undefined): Pick<TrailFacts, "seen"> {
  if (!earlier) return {};
  const { account, seenAt, isSettled, codes, isWhole } = earlier;
  const missingLogs = surelyMissing(account, isSettled);
  return { seen: { at: seenAt.toISOString(), missingLogs, isSettled, codes, isWhole } };
}

async function loadKnown(
  db: TenantDatabase,
  request: FactsRequest,
  { contact, contactId }: TrailSubject,
  beganAt: Date,
): Promise<Known> {
  const connection = await loadConnection(db, request);
  const isCall = contact.ok && (contact.value.Channel ?? "VOICE") === "VOICE";
  const earlier =
    isCall || !contact.ok
      ? await loadEarlierLook(db, { connectionId: request.connectionId, contactId })
      : undefined;
  if (!isCall) return { connection, earlier, called: [], possible: [], mayBeOurs: false };
  const all = await loadKnownIntegrations(db, request, beganAt);
  const number = contact.value.SystemEndpoint?.Address;
  const called = all.filter(({ id, numbers }) =>
    earlier
      ? earlier.account.calledIntegrations.includes(id)
      : number !== undefined && numbers.includes(number),
  );
  const possible = called.length > 0 ? called : all;
  const isOpen = all.some(({ numbers }) => numbers.length === 0);
  // Of an integration that was removed since there is nothing left to read.
  const isGone = called.length === 0 && (earlier?.account.calledIntegrations.length ?? 0) > 0;
  const mayBeOurs = earlier ? earlier.account.mayBeOurs && !isGone : called.length > 0 || isOpen;
  const rotatedAt = await lastRotation(db, possible, contact.value.DisconnectTimestamp ?? new Date());
  return { connection, earlier, called, possible, mayBeOurs, rotatedAt };
}

async function loadConnection(
  db: TenantDatabase,
  { slug, connectionId }: FactsRequest,
): Promise<TrailFacts["connection"]> {
  const row = await db.connection.findFirst({ where: { id: connectionId }, select: { name: true } });
  return row === null ? undefined : { name: row.name, href: `/${slug}/connections/${connectionId}` };
}

function toBypassFact({ page, bypass, flows, numbers }: KnownIntegration): BypassFact[] {
  if (bypass === undefined) return [];
  const { since, by } = bypass;
  const flowArns = flows.map(({ arn }) => arn);
  return [{ integration: page, since: since.toISOString(), by, flowArns, numbers }];
}

interface Flows {
  compared: ComparedFlow[];
  account?: SeenAccount;
}

/** The first look: as they are live now, unless they were changed since the contact began. */
async function flowsAsLive(
  request: FactsRequest,
  { called, possible, mayBeOurs }: Known,
  beganAt: Date,
  signal: AbortSignal,
): Promise<Flows> {
  const flows = possible.flatMap((integration) =>
    integration.flows.map((flow) => ({ ...flow, integration })),
  );
  const { compared, isWhole } = await compareLiveFlows(request, flows, beganAt, signal);
  const seen = compared.map(({ flow, changedPaths, liveSha256 }) => ({
    flowArn: flow.arn,
    flowName: flow.name,
    integrationId: flow.integration.id,
    integrationName: flow.integration.page.name,
    changedPaths,
    liveSha256,
  }));
  return {
    compared: compared.map(({ flow, changedPaths }) => ({
      ...{ flowArn: flow.arn, flowName: flow.name, integration: flow.integration.page, changedPaths },
    })),
    account: {
      calledIntegrations: called.map(({ id }) => id),
      mayBeOurs,
      flows: isWhole ? seen : null,
      missingLogs: [],
    },
  };
}

/** As they were seen at the first look, and whether they were changed after it. */
async function flowsAsSeen(
  request: FactsRequest,
  { account, seenAt }: EarlierLook,
  possible: readonly KnownIntegration[],
  signal: AbortSignal,
): Promise<Flows> {
  const flows = account.flows ?? [];
  const changes = await fetchChanges(request, flows, signal);
  const compared = flows.map(({ flowArn, flowName, integrationId, integrationName, changedPaths }) => {
    const change = changes.get(flowArn);
    const at = change?.changedAt && change.changedAt > seenAt ? change.changedAt.toISOString() : undefined;
    const page = possible.find(({ id }) => id === integrationId)?.page;
    return {
      ...{ flowArn, flowName, changedPaths, integration: page ?? { name: integrationName } },
      ...(change && { changedSince: { ...(at && { at }) } }),
    };
  });
  return { compared, account };
}

/** As the account is now; undefined when it can't be read, or no such setting is any integration's. */
async function setupAsLive(
  request: FactsRequest,
  { possible }: Known,
  beganAt: Date,
  signal: AbortSignal,
): Promise<SeenSetup[] | undefined> {
  const integrations = possible.map(({ id, page }) => ({ id, name: page.name }));
  const { deployed, installation } = await withTenant(request.tenantId, (db) =>
    loadDeployedSetup(db, integrations, setupTypes, beganAt),
  );
  if (deployed.length === 0) return undefined;
  return checkSetup(deployed, (integration, record) => ({
    ...request.account,
    instanceId: request.instanceId,
    connections: noConnections,
    owner: { installation, tenant: request.tenantId, integration },
    record,
    signal,
  }));
}

function toSetupGap(
  { type, name, integrationId, integrationName, state, paths }: SeenSetup,
  possible: readonly KnownIntegration[],
): SetupGap {
  const page = possible.find(({ id }) => id === integrationId)?.page;
  return { type, name, state, paths, integration: page ?? { name: integrationName } };
}
