import { randomBytes } from "node:crypto";
import { type Actor, recordAudit } from "@/lib/audit/record-audit";
import { findBlueprint } from "@/lib/blueprints/registry";
import { toJson } from "@/lib/deploy/plain-json";
import { integrationNotFound } from "@/lib/integrations/load-integration";
import { fail, type Result, succeed } from "@/lib/result";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { isUuid, type TenantDatabase, type TenantId } from "@/lib/tenant/scope";

/** "authToken" → "authTokenPrevious": what it was before is still accepted, so that nothing breaks between two forms. */
function previousNameOf(name: string): string {
  return `${name}Previous`;
}

/**
 * Makes a secret anew; the one until now becomes the previous one, and the previous one is gone. Both count once the next
 * deployment has run.
 */
export async function rotateToken(
  db: TenantDatabase,
  { tenantId, actor, id, name }: { tenantId: TenantId; actor: Actor; id: string; name: string },
): Promise<Result<null>> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  const generated = row === null ? undefined : findBlueprint(row.blueprint)?.generatedSecrets[name];
  if (row === null || generated === undefined) return fail(integrationNotFound);
  const previousName = previousNameOf(name);
  const sealed = { ...(row.secrets as Record<string, string>) };
  const current = sealed[name];
  if (current !== undefined) {
    // Sealed to another place: it has to be opened and sealed again.
    const plain = openSecret(current, placeOf("Integration", tenantId, id, name));
    sealed[previousName] = sealSecret(plain, placeOf("Integration", tenantId, id, previousName));
  }
  const fresh = randomBytes(generated.bytes).toString("base64url");
  sealed[name] = sealSecret(fresh, placeOf("Integration", tenantId, id, name));
  await db.integration.update({
    where: { tenantId_id: { tenantId, id } },
    data: { secrets: toJson(sealed) },
  });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "secret:rotate",
    target: id,
    detail: { secretName: name },
  });
  return succeed(null);
}

/** Ends the previous secret's time: with the next deployment it is refused. */
export async function dropPreviousToken(
  db: TenantDatabase,
  { tenantId, actor, id, name }: { tenantId: TenantId; actor: Actor; id: string; name: string },
): Promise<Result<null>> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  if (row === null) return fail(integrationNotFound);
  const { [previousNameOf(name)]: _, ...kept } = row.secrets as Record<string, string>;
  await db.integration.update({ where: { tenantId_id: { tenantId, id } }, data: { secrets: toJson(kept) } });
  const detail = { secretName: previousNameOf(name) };
  await recordAudit(db, { tenantId, actor, action: "secret:drop", target: id, detail });
  return succeed(null);
}
