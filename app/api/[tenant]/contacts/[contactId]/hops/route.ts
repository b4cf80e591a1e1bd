import { defineRoute } from "@/components/define-route";
import { toProblem } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { recordContactOpening } from "@/lib/contacts/search/record-opening";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { recordLook, verdictOf } from "@/lib/contacts/trail/record-look";
import { recordProofs } from "@/lib/contacts/trail/record-proofs";
import { readKeyRules } from "@/lib/privacy/key-rules";
import { watchedCall } from "@/lib/watch/watched-hops";

export const dynamic = "force-dynamic";

/** How far a call has come, hop by hop, for someone who watches it; nothing in clear. */
export const GET = defineRoute<{ tenant: string; contactId: string }>({
  permission: "contact:read",
  answer: async ({ tenantId, actor }, { params, request }) => {
    const opened = await openTrail(tenantId, params.contactId, request.signal);
    if (!opened.ok) {
      return answer({ problem: opened.problem }, opened.problem.code === "contact-unknown" ? 404 : 502);
    }
    const { contactId, phase, integrations, readAll } = opened.value;
    const reading = readAll(request.signal);
    const keys = await withTenant(tenantId, async (db) => {
      await recordContactOpening(db, { tenantId, actor, contactId });
      return readKeyRules(db);
    });
    const trail = await reading;
    const verdict = verdictOf(opened.value, trail, new Date());
    // Watching must not fail because of what is noted beside it; the log has it.
    await withTenant(tenantId, async (db) => {
      await recordLook(db, tenantId, opened.value, trail, verdict);
      if (phase !== "live") await recordProofs(db, tenantId, integrations, trail);
    }).catch(toProblem);
    return answer({ call: watchedCall(trail, phase, verdict.kind, keys) });
  },
});

function answer(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
