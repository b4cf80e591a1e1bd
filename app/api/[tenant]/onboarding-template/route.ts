import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { externalIdOf } from "@/lib/connections/external-id";
import { makeOnboarding } from "@/lib/connections/onboarding";
import { storedExternalId } from "@/lib/connections/settings-of-form";
import { getConnection } from "@/lib/connections/store";
import { withTenant } from "@/lib/tenant/scope";

export const dynamic = "force-dynamic";

const query = z.object({
  region: z.string().regex(/^[a-z0-9-]{5,25}$/),
  /** A stored one: its roles already ask for its external id. */
  connection: z.uuid().optional(),
});

/** The CloudFormation template that lets this console into a customer's account, to download. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async ({ tenantId, slug }, { request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return nothingHere();
    const { region, connection = "" } = asked.data;
    const stored = await withTenant(tenantId, (db) => getConnection(db, connection));
    const externalId = storedExternalId(stored?.settings ?? {}) ?? externalIdOf(tenantId);
    const { template } = await makeOnboarding(region, externalId);
    return new Response(JSON.stringify(template, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="patchbay-${slug}.template.json"`,
        "cache-control": "no-store",
      },
    });
  },
});
