import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantRole } from "@/lib/access/auth/permissions";
import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { readNamesById } from "@/lib/contacts/search/instance-names";
import { recordContactOpening } from "@/lib/contacts/search/record-opening";
import { type Result, succeed } from "@/lib/kernel/result";
import { isClear, masked, readSight, type Sight } from "@/lib/privacy/sight";
import type { SourceReport, Trail } from "@/lib/trail/event";
import type { Verdict } from "@/lib/trail/judge-trail";
import { maskFinding, maskReport } from "@/lib/trail/mask";
import { type NamesById, nameIds } from "@/lib/trail/name-ids";
import { buildTrail } from "./build-trail";
import { openTrail, type TenantTrailReader } from "./open-trail";
import { verdictOf } from "./record-look";
import { type ScreenReport, toScreenReport } from "./screen-report";
import { ticketText } from "./ticket-text";

/** One person's look at one contact. Everything in it is begun and awaited nowhere: each streams to its own place. */
export interface Look {
  reader: TenantTrailReader;
  sight: Sight;
  sources: LookedAtSource[];
  /** In clear, for the server alone: what a finding says comes from what the sources said. */
  trail: Promise<Trail>;
  /** What can be said of the contact as a whole. */
  verdict: Promise<Verdict>;
  /** Masked whatever the screen shows: a ticket goes to more people than the screen. */
  ticket: Promise<string>;
}

export interface LookedAtSource {
  source: string;
  title: string;
  /** In clear, for the server alone. */
  report: Promise<SourceReport>;
  /** Masked for whoever looks, and without raw JSON: this goes to the browser. */
  screen: Promise<ScreenReport>;
}

export interface Viewer {
  tenantId: TenantId;
  actor: Actor & { userId: string };
  role: TenantRole;
}

/** Opens a contact's trail for somebody. Fails as `openTrail` does, and then nothing was looked at. */
export async function openLook(viewer: Viewer, contactId: string, asksClear: boolean): Promise<Result<Look>> {
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
  { tenantId, actor, role }: Viewer,
  asksClear: boolean,
): Promise<Look> {
  const names = readNamesById(tenantId, reader.connectionId);
  const read = reader.sources.map(({ source, title, read }) => ({ source, title, report: read() }));
  const facts = reader.readFacts();
  const trail = Promise.all(read.map(({ report }) => report)).then(async (reports) =>
    buildTrail(reader.contactId, reports, new Date(), await facts),
  );
  const verdict = trail.then((whole) => verdictOf(reader, whole, new Date()));
  // While the sources read, and before anything of them is shown.
  const sight = await withTenant(tenantId, async (db) => {
    const seen = await readSight(db, role, asksClear);
    await recordContactOpening(db, { tenantId, actor, contactId: reader.contactId });
    if (isClear(seen)) {
      await recordAudit(db, { tenantId, actor, action: "contact:unmask", target: reader.contactId });
    }
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
    sources,
    trail,
    verdict,
    ticket: trail.then(async (whole) =>
      maskedTicket(whole, await verdict, await names, { ...masked, keys: sight.keys }),
    ),
  };
}

/** What no id ties to the contact waits for the other sources, which tell whether it can be the contact's. */
async function settled(report: Promise<SourceReport>, trail: Promise<Trail>): Promise<SourceReport> {
  const arrived = await report;
  if (arrived.state === "failed" || !arrived.events.some(({ tie }) => tie)) return arrived;
  return (await trail).sources.find(({ source }) => source === arrived.source) ?? arrived;
}

function maskedTicket(trail: Trail, verdict: Verdict, names: NamesById, sight: Sight): string {
  const sources = trail.sources.map((report) => nameIds(maskReport(report, sight), names));
  const hidden = buildTrail(trail.contactId, sources, new Date(0));
  const findings = trail.findings.map((finding) => maskFinding(finding, sight));
  return ticketText({ ...hidden, findings }, verdict);
}
