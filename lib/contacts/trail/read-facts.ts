import type { ConnectClient } from "@aws-sdk/client-connect";
import { type TenantDatabase, type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { BypassFact, ComparedFlow, TrailFacts } from "@/lib/trail/event";
import { type SeenAccount, surelyMissing } from "@/lib/trail/seen-account";
import type { TrailContext, TrailSubject } from "@/lib/trail/trail-source";
import { compareLiveFlows, readChanges } from "./compare-live-flows";
import { type KnownIntegration, lastRotation, readIntegrations } from "./known-integrations";
import { type EarlierLook, readEarlierLook } from "./looks";

export interface FactsRequest {
  tenantId: TenantId;
  /** The tenant's name in this console's addresses. */
  slug: string;
  connectionId: string;
  connect: ConnectClient;
  instanceId: string;
  /** What the tenant has deployed in this instance. */
  integrations: readonly { integrationId: string; flows: readonly string[]; apis: readonly unknown[] }[];
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
      const known = await withTenant(request.tenantId, (db) => readKnown(db, request, subject, beganAt));
      const { connection, earlier, possible, mayBeOurs, rotatedAt } = known;
      const flows = await (earlier?.account.flows
        ? flowsAsSeen(request, earlier, possible, signal)
        : flowsAsLive(request, known, beganAt, signal));
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
        ...(flows.account && { account: flows.account }),
        ...(earlier && {
          seen: {
            at: earlier.seenAt.toISOString(),
            missingLogs: surelyMissing(earlier.account, earlier.isSettled),
            isSettled: earlier.isSettled,
          },
        }),
      } satisfies TrailFacts;
    } catch (error) {
      // The log has what is unexpected of it.
      describeFailure(error);
      return {};
    }
  };
}

async function readKnown(
  db: TenantDatabase,
  request: FactsRequest,
  { contact, contactId }: TrailSubject,
  beganAt: Date,
): Promise<Known> {
  const connection = await readConnection(db, request);
  const isCall = contact.ok && (contact.value.Channel ?? "VOICE") === "VOICE";
  if (!isCall) return { connection, called: [], possible: [], mayBeOurs: false };
  const earlier = await readEarlierLook(db, { connectionId: request.connectionId, contactId });
  const all = await readIntegrations(db, request, beganAt);
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

async function readConnection(
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
  const changes = await readChanges(request, flows, signal);
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
