import { addressOf } from "@/app/address-of";
import { AskAdministrator } from "@/components/trail/ask-administrator";
import type { TenantContext } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadProblemAsk } from "@/lib/contacts/trail/load-asks";
import type { Problem } from "@/lib/kernel/result";

interface AskAboutProps {
  reader: Pick<TenantContext, "tenantId" | "slug" | "name" | "role">;
  problem: Problem;
  /** The screen, after the tenant: "contacts". */
  screen: string;
}

/** Below why a connection couldn't be read: whom to ask, for whoever can't change it. */
export async function AskAbout({ reader, problem, screen }: AskAboutProps) {
  const { tenantId, slug, name: tenant, role } = reader;
  const link = await addressOf(`/${slug}/${screen}`);
  const ask = await withTenant(tenantId, (db) => loadProblemAsk(db, role, problem, { link, tenant }));
  return ask ? <AskAdministrator {...ask} /> : null;
}
