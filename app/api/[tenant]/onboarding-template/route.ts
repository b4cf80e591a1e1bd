import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { externalIdOf } from "@/lib/connections/external-id";
import { makeOnboarding } from "@/lib/connections/onboarding";

export const dynamic = "force-dynamic";

const query = z.object({ region: z.string().regex(/^[a-z0-9-]{5,25}$/) });

/** The CloudFormation template that lets this console into a customer's account, to download. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async ({ tenantId, slug }, { request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return nothingHere();
    const { template } = await makeOnboarding(asked.data.region, externalIdOf(tenantId));
    return new Response(JSON.stringify(template, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="patchbay-${slug}.template.json"`,
        "cache-control": "no-store",
      },
    });
  },
});
