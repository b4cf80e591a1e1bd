"use server";

import { z } from "zod";
import type { MadeLink } from "@/components/members/one-time-link";
import { type ActionResult, defineOperatorAction } from "@/lib/access/action";
import { inviteMember } from "@/lib/access/auth/invitations";
import { emailSchema } from "@/lib/access/auth/sign-in";
import { createTenant, newTenantInput } from "@/lib/access/tenant/resolve-tenant";
import { succeed } from "@/lib/kernel/result";

interface Onboarded {
  name: string;
  slug: string;
  invitation: MadeLink | undefined;
}

/** A customer's tenant, and at once the link for its first administrator when an address is given. */
export const onboard = defineOperatorAction({
  input: newTenantInput.extend({ adminEmail: emailSchema.or(z.literal("")) }),
  run: async ({ actor }, { name, slug, adminEmail }): Promise<ActionResult<Onboarded>> => {
    const created = await createTenant(actor, { name, slug });
    if (!created.ok) {
      return created.problem.code === "tenant-slug-taken"
        ? { ...created, fields: { slug: `${created.problem.sentence} ${created.problem.wayOut}` } }
        : created;
    }
    if (!adminEmail) return succeed({ name, slug, invitation: undefined });
    const { tenantId } = created.value;
    const invited = await inviteMember({ tenantId, actor }, { email: adminEmail, role: "admin" });
    if (!invited.ok) return invited;
    const { token, expiresAt } = invited.value;
    const invitation = {
      email: adminEmail,
      path: `/invitation/${token}`,
      expiresAt: expiresAt.toISOString(),
    };
    return succeed({ name, slug, invitation });
  },
});
