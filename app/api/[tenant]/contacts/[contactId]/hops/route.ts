import { addressOf } from "@/app/address-of";
import { defineRoute } from "@/components/define-route";
import { toProblem } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { recordContactOpening } from "@/lib/contacts/search/record-opening";
import type { CallResult } from "@/lib/contacts/trail/judge-call";
import { loadAsks } from "@/lib/contacts/trail/load-asks";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { recordCall } from "@/lib/contacts/trail/record-call";
import { recordLook, verdictOf } from "@/lib/contacts/trail/record-look";
import { recordProofs } from "@/lib/contacts/trail/record-proofs";
import { integrationsIn } from "@/lib/contacts/trail/took-part";
import { type IntegrationId, parseIntegrationId } from "@/lib/kernel/ids";
import { loadKeyRules } from "@/lib/privacy/key-rules";
import { parseAnyContactId } from "@/lib/vendors/contact-centers";
import { watchedCall } from "@/lib/watch/watched-hops";

export const dynamic = "force-dynamic";

/**
 * How far a call has come, hop by hop, for someone who watches it; nothing in clear. `integration` is the one that is
 * watched: whether the call has proven it is told too.
 */
export const GET = defineRoute<{ tenant: string; contactId: string }>({
  permission: "contact:read",
  answer: async ({ tenantId, slug, name: tenant, role, actor }, { params, request }) => {
    const id = parseAnyContactId(params.contactId);
    if (!id.ok) return answer({ problem: id.problem }, 502);
    const opened = await openTrail(tenantId, id.value, request.signal);
    if (!opened.ok) {
      return answer({ problem: opened.problem }, opened.problem.code === "contact-unknown" ? 404 : 502);
    }
    const { contactId, phase, integrations, readAll } = opened.value;
    const reading = readAll(request.signal);
    const keys = await withTenant(tenantId, async (db) => {
      await recordContactOpening(db, { tenantId, actor, contactId });
      return loadKeyRules(db);
    });
    const trail = await reading;
    const verdict = verdictOf(opened.value, trail, new Date());
    // Watching must not fail because of what is noted beside it; the log has it.
    await withTenant(tenantId, async (db) => {
      await recordLook(db, tenantId, opened.value, trail, verdict);
      if (phase !== "live") await recordProofs(db, tenantId, integrations, trail);
    }).catch(toProblem);
    const results = await recordCall(tenantId, opened.value, trail, verdict).catch((error: unknown) => {
      toProblem(error);
      return new Map<IntegrationId, CallResult>();
    });
    const watched = parseIntegrationId(new URL(request.url).searchParams.get("integration") ?? "");
    const through = integrationsIn(trail, integrations).map(({ integrationId }) => integrationId);
    const isElsewhere = watched !== undefined && verdict.isSettled && !through.includes(watched);
    const result = isElsewhere ? elsewhere : watched && results.get(watched);
    const link = await addressOf(`/${slug}/contacts/${contactId}`);
    const asks = await withTenant(tenantId, (db) =>
      loadAsks(db, role, trail.findings, { link, tenant, keys }),
    );
    return answer({ call: watchedCall(trail, phase, verdict.kind, { keys, asks, result }) });
  },
});

const elsewhere: CallResult = { kind: "not-verified", why: "elsewhere" };

function answer(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
