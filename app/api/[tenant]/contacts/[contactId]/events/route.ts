import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { withTenant } from "@/lib/access/tenant/scope";
import { recordContactOpening, recordShowing } from "@/lib/contacts/search/record-opening";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import type { Problem } from "@/lib/kernel/result";
import { loadSights } from "@/lib/privacy/sight";
import { maskEvent, maskProblem } from "@/lib/trail/mask";
import { parseAnyContactId } from "@/lib/vendors/contact-centers";

export const dynamic = "force-dynamic";

const query = z.object({
  source: z.string().min(1).max(200),
  event: z.string().min(1).max(1_000),
  unmask: z.literal("1").optional(),
});

/** What one system said in one event, and where else it is seen: that one source is read again, so that nothing of a contact is kept for it. */
export const GET = defineRoute<{ tenant: string; contactId: string }>({
  permission: "contact:read",
  answer: async ({ tenantId, actor, role }, { params, request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return nothingHere();
    const id = parseAnyContactId(params.contactId);
    if (!id.ok) return refuse(id.problem, 502);
    const opened = await openTrail(tenantId, id.value, request.signal);
    if (!opened.ok) return refuse(opened.problem, opened.problem.code === "contact-unknown" ? 404 : 502);
    const { contactId, sources } = opened.value;
    const source = sources.find((each) => each.source === asked.data.source);
    if (!source) return nothingHere();
    const report = await source.read(request.signal);
    const { sight } = await withTenant(tenantId, (db) => loadSights(db, role, asked.data.unmask === "1"));
    if (report.state === "failed") return refuse(maskProblem(report.problem, sight), 502);
    const event = report.events.find(({ id }) => id === asked.data.event);
    if (!event) return refuse(gone, 404);
    await withTenant(tenantId, async (db) => {
      await recordContactOpening(db, { tenantId, actor, contactId });
      await recordShowing(db, { tenantId, actor, contactId, sight });
    });
    const { raw = null, link } = maskEvent(event, sight);
    return Response.json({ raw, link }, { headers: { "cache-control": "no-store" } });
  },
});

function refuse(problem: Problem, status: number): Response {
  return Response.json({ problem }, { status, headers: { "cache-control": "no-store" } });
}

const gone: Problem = {
  code: "event-gone",
  sentence: "This event is no longer available from its source.",
  wayOut: "Reload the trail. Log groups delete events after their retention period.",
};
