import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { withTenant } from "@/lib/access/tenant/scope";
import { awsSettings } from "@/lib/aws/aws-settings";
import { isPrincipalArn } from "@/lib/aws/principal-arn";
import { regionName } from "@/lib/aws/region-name";
import { storedExternalId } from "@/lib/connections/aws-form";
import { templateFileOf, templateText } from "@/lib/connections/launch-stack";
import { makeOnboarding } from "@/lib/connections/onboarding";
import { loadConnection } from "@/lib/connections/store";

export const dynamic = "force-dynamic";

const query = z.object({
  region: z.string().regex(regionName),
  /** A stored one: its roles already ask for its external id. */
  connection: z.uuid().optional(),
  /** The console's own role or user, where a person has to give it. */
  principal: z.string().refine(isPrincipalArn).optional(),
});

/** The CloudFormation template that lets this console into a customer's account, to download. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async ({ tenantId, slug }, { request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return nothingHere();
    const { region, connection = "", principal: principalArn } = asked.data;
    const stored = await withTenant(tenantId, (db) => loadConnection(db, connection));
    const settings = awsSettings.safeParse(stored?.settings);
    const { template } = await makeOnboarding({
      tenantId,
      region,
      externalId: storedExternalId(stored?.settings ?? {}),
      instanceId: settings.success ? settings.data.instanceId : undefined,
      principalArn,
    });
    return new Response(templateText(template), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${templateFileOf(slug)}"`,
        "cache-control": "no-store",
      },
    });
  },
});
