"use server";

import { z } from "zod";
import type { MadeLink } from "@/components/members/one-time-link";
import { type ActionResult, defineOperatorAction } from "@/lib/access/action";
import { inviteMember } from "@/lib/access/auth/invitations";
import { emailSchema } from "@/lib/access/auth/sign-in";
import { archiveTenant, renameTenant, restoreTenant } from "@/lib/access/tenant/change-tenant";
import { createTenant, newTenantInput, tenantName } from "@/lib/access/tenant/resolve-tenant";
import { parseQuery } from "@/lib/contacts/search/parse-query";
import { searchTenants, type TenantsWithContact } from "@/lib/contacts/search/search-tenants";
import { tenantIdInput } from "@/lib/kernel/id-input";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { listIdWords } from "@/lib/vendors/ids";

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

/** An ID is looked for in all tenants that this operator may see; each look is in that tenant's audit log. */
export const findInTenants = defineOperatorAction({
  readsOnly: true,
  input: z.object({ text: z.string().max(10_000) }),
  run: async ({ actor }, { text }): Promise<Result<TenantsWithContact>> => {
    const query = parseQuery(text, listIdWords());
    if (query.kind === "unclear") return fail(query.problem);
    return query.kind === "id" ? searchTenants(actor, query) : fail(numberInFleet);
  },
});

const numberInFleet = {
  code: "number-in-fleet",
  sentence: "A phone number is searched in one tenant at a time.",
  wayOut: "Open the tenant, and search there under Contacts.",
};

export const rename = defineOperatorAction({
  input: z.object({ tenantId: tenantIdInput, name: tenantName }),
  run: ({ actor }, { tenantId, name }) => renameTenant({ tenantId, actor }, name),
});

export const archive = defineOperatorAction({
  input: z.object({ tenantId: tenantIdInput }),
  run: ({ actor }, { tenantId }) => archiveTenant({ tenantId, actor }),
});

export const restore = defineOperatorAction({
  input: z.object({ tenantId: tenantIdInput }),
  run: ({ actor }, { tenantId }) => restoreTenant({ tenantId, actor }),
});
