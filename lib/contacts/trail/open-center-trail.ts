import { withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { vendorConnection } from "@/lib/connections/vendor-connection";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { contactWindow, trailPhase } from "@/lib/trail/contact-window";
import type { TrailFacts } from "@/lib/trail/event";
import { surelyMissing } from "@/lib/trail/seen-account";
import { shareRead } from "@/lib/trail/share-read";
import type { LinkedContext, LinkedSubject, OpenSource } from "@/lib/trail/trail-source";
import type { CenterContact, ContactCenter } from "@/lib/vendors/contact-center";
import { centersOfId } from "@/lib/vendors/contact-centers";
import { vendorOfBlueprint } from "@/lib/vendors/registry";
import { trailSources } from "@/lib/vendors/sources";
import { askCenter, wordsOfCenter } from "../search/list-center";
import { type CenterAccount, loadCenterAccounts } from "./center-accounts";
import { loadEarlierLook } from "./looks";
import { makeReader } from "./read-trail";
import type { TenantTrailReader } from "./tenant-trail-reader";
import { readersOf, type TrailIntegration } from "./trail-integration";

/** Somebody waits for the first of a trail: a record that isn't there by then says so, and the other sources are read. */
const openingMs = 2_000;

/**
 * The trail of a contact of another contact center than Amazon Connect, by its id: whichever of the tenant's connections has
 * it. Fails for an id that none of them has.
 */
export async function openCenterTrail(
  tenantId: TenantId,
  contactId: ContactId,
  signal?: AbortSignal,
): Promise<Result<TenantTrailReader>> {
  const fits = centersOfId(contactId);
  const accounts = await loadCenterAccounts(tenantId, fits, contactId);
  if (accounts.length === 0) return fail(notConnected(fits.map(({ center }) => center)));
  const tries = await Promise.all(accounts.map((account) => openIn(tenantId, account, contactId, signal)));
  const opened = tries.flatMap((one, index) =>
    one.ok ? [{ reader: one, known: howKnown(one.value, accounts[index]) }] : [],
  );
  const [best] = opened.toSorted((one, other) => other.known - one.known);
  if (best) return best.reader;
  const problems = tries.flatMap((one) => (one.ok ? [] : [one.problem]));
  const [first = notConnected([])] = problems;
  return fail(problems.find(({ code }) => code !== "contact-unknown") ?? first);
}

/** Two connections may be of one account, which has the contact both times: what is known here decides between them. */
function howKnown({ described }: TenantTrailReader, account: CenterAccount | undefined): number {
  const { links = [], told = [], integrations = [] } = account ?? {};
  const isHeardOf = links.length > 0 || told.length > 0;
  return (described ? 4 : 0) + (isHeardOf ? 2 : 0) + (integrations.length > 0 ? 1 : 0);
}

async function openIn(
  tenantId: TenantId,
  account: CenterAccount,
  contactId: ContactId,
  signal?: AbortSignal,
): Promise<Result<TenantTrailReader>> {
  const { connectionId, center, integrations } = account;
  const deadline = AbortSignal.timeout(openingMs);
  try {
    const within = signal ? AbortSignal.any([signal, deadline]) : deadline;
    const opened = await askCenter(center.center, within, () =>
      center.center.open(vendorConnection(tenantId, connectionId), contactId, within),
    );
    if (!opened.ok) return opened;
    const contact = opened.value;
    const now = new Date();
    const times = timesOf(contact);
    const window = contactWindow(times, now);
    const reader = makeReader({
      contactId,
      described: contact.described,
      window,
      ...trailPhase(contact.described ? times : undefined, now),
      ...(contact.beganAtMs !== undefined && { beganAtMs: contact.beganAtMs }),
      sources: [
        ...contact.sources,
        ...linkedSources(tenantId, account, contact, {
          contactId,
          window,
          ...callerOf(contact),
          ...endOf(contact),
        }),
      ],
      readFacts: () => loadFacts(tenantId, account, contact, contactId),
    });
    return succeed({ ...reader, connectionId, integrations, center: wordsOfCenter(center) });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/** What other vendors' sources know of it by their own ids. */
function linkedSources(
  tenantId: TenantId,
  { links, vendorConnections, told, center }: CenterAccount,
  { fetchVariables, endedAtMs }: CenterContact,
  subject: LinkedSubject,
): OpenSource[] {
  const { webhooks } = center.vendor;
  const context: LinkedContext = {
    links,
    // Once it has ended, the center's own records say the same.
    ...(endedAtMs === undefined &&
      webhooks && { told: told.map((one) => ({ ...one, ...webhooks.describe(one.event) })) }),
    readers: readersOf(tenantId, vendorConnections),
    // Several of a vendor's sources may need them.
    ...(fetchVariables && {
      fetchVariables: (signal) => shareRead(subject, "variables", signal, fetchVariables),
    }),
  };
  return trailSources.flatMap((source) => source.openLinked?.(context, subject) ?? []);
}

function callerOf({ callerNumber }: CenterContact): Pick<LinkedSubject, "callerNumber"> {
  return callerNumber === undefined ? {} : { callerNumber };
}

function endOf({ described, endedAtMs }: CenterContact): Pick<LinkedSubject, "endedAt" | "goesOn"> {
  if (endedAtMs !== undefined) return { endedAt: new Date(endedAtMs) };
  return described ? { goesOn: true } : {};
}

function timesOf({ beganAtMs, endedAtMs }: CenterContact) {
  return {
    InitiationTimestamp: beganAtMs === undefined ? undefined : new Date(beganAtMs),
    DisconnectTimestamp: endedAtMs === undefined ? undefined : new Date(endedAtMs),
  };
}

/** What the console itself knows: which integration it can have been, and what an earlier look came to. Never throws. */
async function loadFacts(
  tenantId: TenantId,
  account: CenterAccount,
  contact: CenterContact,
  contactId: ContactId,
): Promise<TrailFacts> {
  const { slug, connectionId, name, integrations, routes } = account;
  try {
    const earlier = await withTenant(tenantId, (db) => loadEarlierLook(db, { connectionId, contactId }));
    const only = integrationOf(account, contact);
    const pageOf = ({ name, integrationId }: TrailIntegration) => ({
      ...{ name, href: `/${slug}/integrations/${integrationId}` },
    });
    const wanted = integrations.flatMap((one) => {
      const route = routes.get(one.integrationId);
      return route ? [{ integration: pageOf(one), ...route }] : [];
    });
    const words = new Set(integrations.map(({ kind }) => vendorOfBlueprint(kind)?.words));
    const [vendor] = words.size === 1 ? words : [];
    return {
      connection: { name, href: `/${slug}/connections/${connectionId}` },
      mayBeOurs: integrations.length > 0,
      ...(only && { integration: pageOf(only) }),
      ...(wanted.length > 0 && { routes: wanted }),
      ...(vendor && { vendor }),
      account: earlier?.account ?? {
        calledIntegrations: only ? [only.integrationId] : [],
        mayBeOurs: integrations.length > 0,
        flows: null,
        missingLogs: [],
      },
      ...(earlier && {
        seen: {
          at: earlier.seenAt.toISOString(),
          missingLogs: surelyMissing(earlier.account, earlier.isSettled),
          isSettled: earlier.isSettled,
          codes: earlier.codes,
          isWhole: earlier.isWhole,
        },
      }),
    };
  } catch (error) {
    // The log has what is unexpected of it.
    describeFailure(error);
    return {};
  }
}

/** By the flow that the contact ran through; else the only one that uses the connection. */
function integrationOf(
  { integrations, routes }: CenterAccount,
  { flows = [] }: CenterContact,
): TrailIntegration | undefined {
  const byFlow = integrations.filter(({ integrationId, flows: ids }) =>
    flows.some(({ id, name }) => ids.includes(id) || routes.get(integrationId)?.flowName === name),
  );
  const candidates = byFlow.length > 0 ? byFlow : integrations;
  return candidates.length === 1 ? candidates[0] : undefined;
}

function notConnected([center]: readonly ContactCenter[]): Problem {
  return {
    code: "contact-unknown",
    sentence: center
      ? `This looks like the ID of a ${center.title} ${center.contact}, and this tenant has no ${center.title} connection.`
      : "No connected contact center has a contact with this ID.",
    wayOut: "Check the ID, or connect the contact center first. Other tenants' contacts aren't searched.",
  };
}
