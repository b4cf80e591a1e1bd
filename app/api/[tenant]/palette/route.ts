import { defineRoute } from "@/components/define-route";
import type { PaletteThings } from "@/components/shell/palette-things";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { listOpenedContacts } from "@/lib/contacts/search/recent-openings";
import { listIntegrations } from "@/lib/integrations/store";

export const dynamic = "force-dynamic";

const recentContacts = 5;

/** What the palette offers beside the screens: what is stored here, and only what this person's role may do with it. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "tenant:read",
  answer: async ({ tenantId, actor, role }) => {
    const things = await withTenant(tenantId, async (db): Promise<PaletteThings> => {
      const integrations = await listIntegrations(db);
      const opened = can(role, "contact:read")
        ? await listOpenedContacts(db, { tenantId, userId: actor.userId }, { limit: recentContacts })
        : [];
      return {
        integrations: integrations.map(
          ({ id, name, blueprintTitle, canBypass, bypass, bypassWords, unfinishedTurn }) => ({
            id,
            name,
            kind: blueprintTitle,
            canPlan: can(role, "integration:write"),
            ...(can(role, "integration:deploy") && (canBypass || bypass) && !unfinishedTurn
              ? { bypass: { isOn: bypass !== undefined, words: bypassWords } }
              : {}),
          }),
        ),
        contacts: opened.map(({ contactId, at }) => ({ contactId, at: at.toISOString() })),
        canCall: can(role, "call:place") && integrations.some(({ isDeployed }) => isDeployed),
      };
    });
    return Response.json(things, { headers: { "cache-control": "no-store" } });
  },
});
