import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { config } from "@/lib/config";
import { externalIdOf } from "@/lib/connections/external-id";
import { linkParametersOf, quickCreateLink, stackNameOf } from "@/lib/connections/launch-stack";
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

/** Leads to the CloudFormation console, where the stack from the operator's template is made with one button. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async ({ tenantId, slug }, { request }) => {
    const { templateUrl } = config();
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success || templateUrl === undefined) return nothingHere();
    const { region, connection = "" } = asked.data;
    const stored = await withTenant(tenantId, (db) => getConnection(db, connection));
    const externalId = storedExternalId(stored?.settings ?? {}) ?? externalIdOf(tenantId);
    const { template } = await makeOnboarding(region, externalId);
    const launch = { region, stackName: stackNameOf(slug) };
    return new Response(null, {
      status: 302,
      headers: {
        location: quickCreateLink(launch, templateUrl, linkParametersOf(template)),
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      },
    });
  },
});
