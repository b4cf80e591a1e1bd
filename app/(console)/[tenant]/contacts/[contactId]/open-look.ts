import type { TenantContext } from "@/lib/action";
import { recordAudit } from "@/lib/audit/record-audit";
import { readNamesById } from "@/lib/contacts/instance-names";
import { recordContactOpening } from "@/lib/contacts/record-opening";
import { maskFinding, maskReport } from "@/lib/privacy/mask";
import { masked, type Sight, sightOf } from "@/lib/privacy/sight";
import { type Result, succeed } from "@/lib/result";
import { withTenant } from "@/lib/tenant/scope";
import { buildTrail } from "@/lib/trail/build-trail";
import type { SourceReport, Trail } from "@/lib/trail/event";
import { type NamesById, nameIds } from "@/lib/trail/name-ids";
import { openTrail, type TenantTrailReader } from "@/lib/trail/open-trail";
import { type ScreenReport, toScreenReport } from "@/lib/trail/screen-report";
import { ticketText } from "@/lib/trail/ticket-text";

/** One person's look at one contact. Everything in it is begun and awaited nowhere: each streams to its own place. */
export interface Look {
  reader: TenantTrailReader;
  sight: Sight;
  sources: LookedAtSource[];
  /** In clear, for the server alone: what a finding says comes from what the sources said. */
  trail: Promise<Trail>;
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

/** Opens the contact's trail, starts every source at once, and leaves the audit events of the look before anything is shown. */
export async function openLook(
  { tenantId, actor, role }: TenantContext,
  contactId: string,
  asksClear: boolean,
): Promise<Result<Look>> {
  const opened = await openTrail(tenantId, contactId);
  if (!opened.ok) return opened;
  const reader = opened.value;
  const sight = sightOf(role, asksClear);
  const names = readNamesById(tenantId, reader.connectionId);
  const sources = reader.sources.map(({ source, title, read }): LookedAtSource => {
    const report = read();
    return {
      source,
      title,
      report,
      screen: report.then(async (arrived) =>
        toScreenReport(nameIds(maskReport(arrived, sight), await names)),
      ),
    };
  });
  const facts = reader.readFacts();
  const trail = Promise.all(sources.map(({ report }) => report)).then(async (reports) =>
    buildTrail(reader.contactId, reports, new Date(), await facts),
  );
  await withTenant(tenantId, async (db) => {
    await recordContactOpening(db, { tenantId, actor, contactId: reader.contactId });
    if (isClear(sight)) {
      await recordAudit(db, { tenantId, actor, action: "contact:unmask", target: reader.contactId });
    }
  });
  return succeed({
    reader,
    sight,
    sources,
    trail,
    ticket: trail.then(async (whole) => maskedTicket(whole, await names)),
  });
}

export function isClear(sight: Sight): boolean {
  return sight.phones || sight.transcripts;
}

function maskedTicket(trail: Trail, names: NamesById): string {
  const sources = trail.sources.map((report) => nameIds(maskReport(report, masked), names));
  const hidden = buildTrail(trail.contactId, sources, new Date(0));
  return ticketText({ ...hidden, findings: trail.findings.map((finding) => maskFinding(finding, masked)) });
}
