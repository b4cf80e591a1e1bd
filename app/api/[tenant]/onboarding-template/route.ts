import { z } from "zod";
import { defineRoute, nothingHere } from "@/components/define-route";
import { awsSettings } from "@/lib/aws/aws-settings";
import { makeOnboarding } from "@/lib/connections/onboarding";
import { storedExternalId } from "@/lib/connections/settings-of-form";
import { getConnection } from "@/lib/connections/store";
import { withTenant } from "@/lib/tenant/scope";

export const dynamic = "force-dynamic";

const query = z.object({
  region: z.string().regex(/^[a-z0-9-]{5,25}$/),
  /** A stored one: its roles already ask for its external id. */
  connection: z.uuid().optional(),
  /** The console's own role or user, where a person has to give it. */
  principal: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/)
    .optional(),
});

/** The CloudFormation template that lets this console into a customer's account, to download. */
export const GET = defineRoute<{ tenant: string }>({
  permission: "connection:write",
  answer: async ({ tenantId, slug }, { request }) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return nothingHere();
    const { region, connection = "", principal: principalArn } = asked.data;
    const stored = await withTenant(tenantId, (db) => getConnection(db, connection));
    const settings = awsSettings.safeParse(stored?.settings);
    const { template } = await makeOnboarding({
      tenantId,
      region,
      externalId: storedExternalId(stored?.settings ?? {}),
      instanceId: settings.success ? settings.data.instanceId : undefined,
      principalArn,
    });
    return new Response(JSON.stringify(template, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="patchbay-${slug}.template.json"`,
        "cache-control": "no-store",
      },
    });
  },
});
