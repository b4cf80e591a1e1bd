import { type ConnectClient, DescribeContactFlowCommand } from "@aws-sdk/client-connect";
import { describeFailure } from "@/lib/deploy/describe-failure";
import { compareFlows } from "@/lib/flows/compare-flows";
import { parseFlow } from "@/lib/flows/parse-flow";
import { type TenantDatabase, type TenantId, withTenant } from "@/lib/tenant/scope";
import type { BypassFact, ComparedFlow, TrailFacts } from "@/lib/trail/event";
import type { TrailContext } from "@/lib/trail/trail-source";

export interface FactsRequest {
  tenantId: TenantId;
  /** The tenant's name in this console's addresses. */
  slug: string;
  connectionId: string;
  connect: ConnectClient;
  instanceId: string;
  /** What the tenant has deployed in this instance. */
  integrations: readonly { integrationId: string; flows: readonly string[] }[];
}

interface KnownIntegration {
  id: string;
  page: { name: string; href: string };
  createdAt: Date;
  bypass: { since: Date; by: string } | undefined;
  numbers: string[];
  flows: { arn: string; name: string; content: string; publishedAt: Date }[];
}

/** A call comes through one integration; where its number does not tell which, a few are looked at. */
const mostFlowsRead = 3;
const mostPathsTold = 5;

/**
 * What the console itself knows around a contact: when the token was rotated, whether a bypass was on, and whether the
 * live flow is the one that it published. One read of Amazon Connect, or none. A fact that cannot be had is left out: it
 * explains what the sources show, and is no source of its own.
 */
export function factsReader(request: FactsRequest): NonNullable<TrailContext["readFacts"]> {
  return async (subject, signal) => {
    const contact = subject.contact.ok ? subject.contact.value : undefined;
    const beganAt = contact?.InitiationTimestamp ?? new Date();
    const endedAt = contact?.DisconnectTimestamp ?? new Date();
    const isCall = contact !== undefined && (contact.Channel ?? "VOICE") === "VOICE";
    try {
      const { connection, known, rotatedAt, mayBeOurs } = await withTenant(request.tenantId, async (db) => {
        const connection = await readConnection(db, request);
        if (!isCall) return { connection, known: [], rotatedAt: undefined, mayBeOurs: false };
        const all = await readIntegrations(db, request, beganAt);
        const called = contact.SystemEndpoint?.Address;
        const own = called === undefined ? [] : all.filter(({ numbers }) => numbers.includes(called));
        // Callers may also come by a flow of the tenant's own: then any of them may have had the call.
        const known = own.length > 0 ? own : all;
        const mayBeOurs = own.length > 0 || all.some(({ numbers }) => numbers.length === 0);
        return { connection, known, mayBeOurs, rotatedAt: await lastRotation(db, known, endedAt) };
      });
      const compared = await compareLiveFlows(request, known, beganAt, signal);
      const bypassed = known.flatMap(toBypassFact);
      const [first, ...others] = known;
      const integration = others.length === 0 ? first?.page : undefined;
      const madeAt = first?.createdAt;
      return {
        mayBeOurs,
        ...(connection && { connection }),
        ...(integration && { integration }),
        ...(rotatedAt && { tokenRotatedAt: rotatedAt.toISOString() }),
        ...(madeAt && { tokenMadeAt: madeAt.toISOString() }),
        ...(bypassed.length > 0 && { bypassOn: bypassed }),
        ...(compared.length > 0 && { comparedFlows: compared }),
      } satisfies TrailFacts;
    } catch (error) {
      // The log has what is unexpected of it.
      describeFailure(error);
      return {};
    }
  };
}

async function readConnection(
  db: TenantDatabase,
  { slug, connectionId }: FactsRequest,
): Promise<TrailFacts["connection"]> {
  const row = await db.connection.findFirst({ where: { id: connectionId }, select: { name: true } });
  return row === null ? undefined : { name: row.name, href: `/${slug}/connections/${connectionId}` };
}

async function readIntegrations(
  db: TenantDatabase,
  { slug, integrations }: FactsRequest,
  beganAt: Date,
): Promise<KnownIntegration[]> {
  const ids = integrations.map(({ integrationId }) => integrationId);
  const rows = await db.integration.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, name: true, createdAt: true },
      ...{ bypassedAt: true, bypassedBy: true, bypassTurnedAt: true },
      managedResources: { where: { type: "phone-number-flow" }, select: { name: true } },
    },
  });
  const known: KnownIntegration[] = [];
  for (const row of rows) {
    const flows: KnownIntegration["flows"] = [];
    for (const arn of integrations.find(({ integrationId }) => integrationId === row.id)?.flows ?? []) {
      const version = await db.flowVersion.findFirst({
        where: { flowArn: arn },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        select: { name: true, content: true, at: true },
      });
      if (version) flows.push({ arn, name: version.name, content: version.content, publishedAt: version.at });
    }
    known.push({
      ...{ id: row.id, createdAt: row.createdAt, flows },
      page: { name: row.name, href: `/${slug}/integrations/${row.id}` },
      numbers: row.managedResources.map(({ name }) => name),
      bypass: await bypassAt(db, row, beganAt),
    });
  }
  return known;
}

async function lastRotation(
  db: TenantDatabase,
  integrations: KnownIntegration[],
  before: Date,
): Promise<Date | undefined> {
  const ids = integrations.map(({ id }) => id);
  const rotated = await db.auditEvent.findFirst({
    where: { action: "secret:rotate", target: { in: ids }, at: { lte: before } },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  return rotated?.at;
}

/** The row says how it is now; for a contact from before the last turn the audit says how it was. */
async function bypassAt(
  db: TenantDatabase,
  row: { id: string; bypassedAt: Date | null; bypassedBy: string | null; bypassTurnedAt: Date | null },
  at: Date,
): Promise<KnownIntegration["bypass"]> {
  if (row.bypassTurnedAt === null) return undefined;
  if (row.bypassTurnedAt <= at) {
    return row.bypassedAt === null ? undefined : { since: row.bypassedAt, by: row.bypassedBy ?? "somebody" };
  }
  const turn = await db.auditEvent.findFirst({
    where: { action: { in: ["bypass:on", "bypass:off"] }, target: row.id, at: { lte: at } },
    orderBy: { at: "desc" },
    select: { action: true, at: true, actorName: true },
  });
  return turn?.action === "bypass:on" ? { since: turn.at, by: turn.actorName } : undefined;
}

function toBypassFact({ page, bypass, flows, numbers }: KnownIntegration): BypassFact[] {
  if (bypass === undefined) return [];
  const { since, by } = bypass;
  const flowArns = flows.map(({ arn }) => arn);
  return [{ integration: page, since: since.toISOString(), by, flowArns, numbers }];
}

async function compareLiveFlows(
  { connect, instanceId }: FactsRequest,
  integrations: KnownIntegration[],
  beganAt: Date,
  signal: AbortSignal,
): Promise<ComparedFlow[]> {
  // What was published after the call says nothing of the flow that took it.
  const flows = integrations
    .flatMap(({ page, flows }) => flows.map((flow) => ({ ...flow, integration: page })))
    .filter(({ publishedAt }) => publishedAt <= beganAt)
    .slice(0, mostFlowsRead);
  const compared = await Promise.all(
    flows.map(async ({ arn, name, content, integration }): Promise<ComparedFlow[]> => {
      const live = await readLive(connect, instanceId, arn, signal);
      // Changed after the call began: what was live for it is not known.
      if (!live || (live.changedAt && live.changedAt > beganAt)) return [];
      const changedPaths = differingPaths(content, live.content);
      return changedPaths ? [{ flowArn: arn, flowName: name, integration, changedPaths }] : [];
    }),
  );
  return compared.flat();
}

/** undefined when it cannot be read, for whatever reason: that is no fault of the call's. */
async function readLive(
  connect: ConnectClient,
  InstanceId: string,
  flowArn: string,
  abortSignal: AbortSignal,
): Promise<{ content: string; changedAt: Date | undefined } | undefined> {
  const ContactFlowId = /\/contact-flow\/([^/:]+)/.exec(flowArn)?.[1];
  if (ContactFlowId === undefined) return undefined;
  try {
    const { ContactFlow } = await connect.send(
      new DescribeContactFlowCommand({ InstanceId, ContactFlowId }),
      { abortSignal },
    );
    const content = ContactFlow?.Content;
    return content === undefined ? undefined : { content, changedAt: ContactFlow?.LastModifiedTime };
  } catch {
    return undefined;
  }
}

function differingPaths(published: string, live: string): string[] | undefined {
  if (published === live) return [];
  const [want, have] = [parseFlow(published), parseFlow(live)];
  if (!want.ok || !have.ok) return undefined;
  return compareFlows(want.value, have.value)
    .slice(0, mostPathsTold)
    .map(({ path }) => path);
}
