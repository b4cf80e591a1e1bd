import type { Actor } from "@/lib/access/audit/record-audit";
import type { TenantRole } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { fetchNamesById } from "@/lib/contacts/search/instance-names";
import { recordContactOpening, recordShowing } from "@/lib/contacts/search/record-opening";
import type { Hop } from "@/lib/hops/hop";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { type Result, succeed } from "@/lib/kernel/result";
import { loadSights, masked, type Sight } from "@/lib/privacy/sight";
import type { SourceReport, Trail } from "@/lib/trail/event";
import { foundEarlier } from "@/lib/trail/found-earlier";
import type { Verdict } from "@/lib/trail/judge-trail";
import { maskFinding, maskReport } from "@/lib/trail/mask";
import { type NamesById, nameIds } from "@/lib/trail/name-ids";
import { nameOfFinding } from "@/lib/vendors/findings";
import { buildTrail } from "./build-trail";
import { expectedHops } from "./expected-hops";
import { openTrail } from "./open-trail";
import { verdictOf } from "./record-look";
import { type ScreenReport, toScreenReport } from "./screen-report";
import type { TenantTrailReader } from "./tenant-trail-reader";
import { type TicketHead, ticketText } from "./ticket-text";
import { integrationsIn } from "./took-part";

/** One person's look at one contact. Everything in it is begun and awaited nowhere: each streams to its own place. */
export interface Look {
  reader: TenantTrailReader;
  sight: Sight;
  /** What this person would see who asked for it. */
  clear: Sight;
  sources: LookedAtSource[];
  /** In clear, for the server alone: what a finding says comes from what the sources said. */
  trail: Promise<Trail>;
  /** What can be said of the contact as a whole. */
  verdict: Promise<Verdict>;
  /** Hops that a good call through the same integration has. */
  expectedHops: Promise<Hop[]>;
  /** Masked whatever the screen shows: a ticket goes to more people than the screen. */
  ticket: Promise<string>;
}

export interface LookedAtSource {
  source: string;
  title: string;
  /** It holds the contact's own record. */
  isRecord?: true;
  /** In clear, for the server alone. */
  report: Promise<SourceReport>;
  /** Masked for whoever looks, and without raw JSON: this goes to the browser. */
  screen: Promise<ScreenReport>;
}

export interface Viewer {
  tenantId: TenantId;
  /** The tenant's name. */
  name: string;
  actor: Actor & { userId: string };
  role: TenantRole;
}

/** Opens a contact's trail for somebody. Fails as `openTrail` does, and then nothing was looked at. */
export async function openLook(
  viewer: Viewer,
  contactId: ContactId,
  asksClear: boolean,
): Promise<Result<Look>> {
  const opened = await openTrail(viewer.tenantId, contactId);
  return opened.ok ? succeed(await lookAt(opened.value, viewer, asksClear)) : opened;
}

/**
 * Starts every source of an opened trail at once. The audit events of the look are stored before it resolves: when they
 * can't be stored it rejects, and nothing is shown.
 * @param asksClear whether the viewer asks for numbers and transcripts; without the permission they stay masked
 */
export async function lookAt(
  reader: TenantTrailReader,
  { tenantId, name, actor, role }: Viewer,
  asksClear: boolean,
): Promise<Look> {
  // Another contact center than Amazon Connect gives its names with the record.
  const names: Promise<NamesById> = reader.center
    ? Promise.resolve(new Map())
    : fetchNamesById(tenantId, reader.connectionId);
  const read = reader.sources.map(({ source, title, isRecord, read }) => ({
    ...{ source, title, report: read() },
    ...(isRecord && { isRecord }),
  }));
  const facts = reader.readFacts();
  const trail = Promise.all(read.map(({ report }) => report)).then(async (reports) =>
    buildTrail(reader.contactId, reports, new Date(), await facts),
  );
  const verdict = trail.then((whole) => verdictOf(reader, whole, new Date()));
  // While the sources read, and before anything of them is shown.
  const { sight, clear } = await withTenant(tenantId, async (db) => {
    const seen = await loadSights(db, role, asksClear);
    const { contactId } = reader;
    await recordContactOpening(db, { tenantId, actor, contactId });
    await recordShowing(db, { tenantId, actor, contactId, sight: seen.sight });
    return seen;
  });
  const sources = read.map(
    (one): LookedAtSource => ({
      ...one,
      screen: settled(one.report, trail).then(async (report) =>
        toScreenReport(nameIds(maskReport(report, sight), await names)),
      ),
    }),
  );
  return {
    reader,
    sight,
    clear,
    sources,
    trail,
    verdict,
    expectedHops: trail.then((whole) => expectedHops(whole, reader.integrations)),
    ticket: trail.then(async (whole) =>
      maskedTicket(
        whole,
        await verdict,
        { tenant: name, integration: integrationOf(whole, reader), earlier: earlierOf(whole) },
        await names,
        { ...masked, keys: sight.keys },
      ),
    ),
  };
}

/** What no id ties to the contact waits for the other sources, which tell whether it can be the contact's. */
async function settled(report: Promise<SourceReport>, trail: Promise<Trail>): Promise<SourceReport> {
  const arrived = await report;
  if (arrived.state === "failed" || !arrived.events.some(({ tie }) => tie)) return arrived;
  return (await trail).sources.find(({ source }) => source === arrived.source) ?? arrived;
}

function integrationOf(trail: Trail, { integrations }: TenantTrailReader): string | undefined {
  return integrationsIn(trail, integrations)[0]?.name ?? trail.facts?.integration?.name;
}

/** What was found earlier and isn't any more, by name; undefined when there is nothing of it. */
export function earlierOf(trail: Trail): TicketHead["earlier"] {
  const codes = foundEarlier(trail);
  const seenAt = trail.facts?.seen?.at;
  return codes.length > 0 && seenAt ? { seenAt, names: codes.map(nameOfFinding) } : undefined;
}

function maskedTicket(
  trail: Trail,
  verdict: Verdict,
  head: TicketHead,
  names: NamesById,
  sight: Sight,
): string {
  const sources = trail.sources.map((report) => nameIds(maskReport(report, sight), names));
  const hidden = buildTrail(trail.contactId, sources, new Date(0));
  const findings = trail.findings.map((finding) => maskFinding(finding, sight));
  return ticketText({ ...hidden, findings }, verdict, head);
}
