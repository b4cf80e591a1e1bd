import { randomBytes } from "node:crypto";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { lockTurn } from "@/lib/deployments/bypass-turn";
import { integrationNotFound } from "@/lib/deployments/load-integration";
import { fetchLiveToken } from "@/lib/integrations/fetch-live-token";
import type { LiveToken } from "@/lib/integrations/live-token";
import { revealSecret } from "@/lib/integrations/store";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { previousNameOf } from "@/lib/secrets/previous-name";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { findBlueprint } from "@/lib/vendors/blueprints";
import {
  cannotRead,
  newTokenNotConfirmed,
  newTokenNotLive,
  noPrevious,
  placeOfToken,
  riskNotAccepted,
  rotationUnderWay,
  stillUsed,
  type TokenPlace,
  tooSoon,
  unknownUse,
} from "./token-place";

export interface TokenRequest {
  tenantId: TenantId;
  actor: Actor;
  /** The integration's. */
  id: IntegrationId;
  /** Of the secret: "authToken". */
  name: string;
}

/**
 * Makes a token anew; the one until now becomes the previous one, and is accepted until it is dropped. Both count once the
 * next deployment has run, or at once where the console itself takes it. Refused while there still is a previous one: the
 * vendor may send it, and a second new token would lock it out. Two at once: one wins.
 */
export async function rotateToken(
  db: TenantDatabase,
  { tenantId, actor, id, name }: TokenRequest,
): Promise<Result<null>> {
  if (!isUuid(id)) return fail(integrationNotFound);
  await lockTurn(db, id);
  const row = await db.integration.findFirst({ where: { id } });
  const generated = row === null ? undefined : findBlueprint(row.blueprint)?.generatedSecrets[name];
  if (row === null || generated === undefined) return fail(integrationNotFound);
  const previousName = previousNameOf(name);
  const sealed = { ...(row.secrets as Record<string, string>) };
  if (sealed[previousName] !== undefined) return fail(rotationUnderWay(placeOfToken(row.blueprint, name)));
  const current = sealed[name];
  // Where nothing was ever deployed no token is accepted, so that none has to be accepted a little longer.
  const isAccepted = generated.takenBy === "console" || (await isOrWillBeDeployed(db, id));
  if (current !== undefined && isAccepted) {
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
  const detail = { secretName: name };
  await recordAudit(db, { tenantId, actor, action: "secret:rotate", target: id, detail });
  return succeed(null);
}

async function isOrWillBeDeployed(db: TenantDatabase, integrationId: IntegrationId): Promise<boolean> {
  if ((await db.managedResource.count({ where: { integrationId } })) > 0) return true;
  return (await db.deployment.count({ where: { activeKey: integrationId } })) > 0;
}

/** How long no post may have come with the previous token before it is dropped; 0: without waiting. In hours. */
export const unusedForHoursChoices = [0, 1, 24, 168] as const;
export type UnusedForHours = (typeof unusedForHoursChoices)[number];

export interface DropRequest extends TokenRequest {
  /** A person says so: nothing in AWS can tell what stands in the vendor's form. */
  vendorHasNewToken: boolean;
  unusedForHours: UnusedForHours;
  /** A person takes the risk that the vendor still sends the previous one, where the log cannot say, or without waiting. */
  acceptsRisk: boolean;
}

/**
 * Ends the previous token's time: with the next deployment it is refused. Only when the new one is live, a person says
 * that the vendor has it, and no post came with the previous one for the chosen time. Call it outside any scope.
 */
export async function dropPreviousToken(request: DropRequest): Promise<Result<null>> {
  const { tenantId, actor, id, name, unusedForHours, acceptsRisk } = request;
  const previousName = previousNameOf(name);
  const before = await withTenant(tenantId, (db) => loadSecrets(db, id));
  if (before === undefined) return fail(integrationNotFound);
  const previous = before.secrets[previousName];
  const place = placeOfToken(before.blueprint, name);
  if (previous === undefined) return fail(noPrevious(place));
  if (!request.vendorHasNewToken) return fail(newTokenNotConfirmed(place));
  const refusal = whyNotYet(await fetchLiveToken(tenantId, id, name), request, place, Date.now());
  if (refusal !== undefined) return fail(refusal);
  return withTenant(tenantId, async (db) => {
    await lockTurn(db, id);
    const { [previousName]: now, ...kept } = (await loadSecrets(db, id))?.secrets ?? {};
    // Somebody was faster, and may have made another new token since.
    if (now !== previous) return fail(noPrevious(place));
    await db.integration.update({
      where: { tenantId_id: { tenantId, id } },
      data: { secrets: toJson(kept) },
    });
    const detail = { secretName: previousName, unusedForHours, acceptsRisk };
    await recordAudit(db, { tenantId, actor, action: "secret:drop", target: id, detail });
    return succeed(null);
  });
}

/** Why the previous token must stay for now; undefined when it may go. */
export function whyNotYet(
  live: LiveToken,
  { unusedForHours, acceptsRisk }: Pick<DropRequest, "unusedForHours" | "acceptsRisk">,
  place: TokenPlace,
  nowMs: number,
): Problem | undefined {
  switch (live.kind) {
    case "not-deployed":
    case "not-live":
      return newTokenNotLive(place);
    case "unknown":
      return cannotRead(live.problem, place);
    case "live": {
      if (unusedForHours === 0) return acceptsRisk ? undefined : riskNotAccepted(place);
      const earliestMs = nowMs - unusedForHours * 3_600_000;
      const { previousUse: use } = live;
      if (use?.kind === "seen" && use.at.getTime() > earliestMs) return stillUsed(use.at, place);
      if (live.since.getTime() > earliestMs) return tooSoon(live.since, unusedForHours, place);
      if (use?.kind === "unknown" || use?.kind === "no-posts")
        return acceptsRisk ? undefined : unknownUse(use, place);
      return undefined;
    }
  }
}

/**
 * Shows a token that we made, to be entered at the vendor. While a rotation is under way only once the account takes the new one:
 * entered earlier, every post would be refused. Call it outside any scope.
 */
export async function revealLiveToken(request: TokenRequest): Promise<Result<string>> {
  const { tenantId, id, name } = request;
  const integration = await withTenant(tenantId, (db) => loadSecrets(db, id));
  if (integration?.secrets[previousNameOf(name)] !== undefined) {
    const live = await fetchLiveToken(tenantId, id, name);
    const place = placeOfToken(integration.blueprint, name);
    if (live.kind === "unknown") return fail(cannotRead(live.problem, place));
    if (live.kind !== "live") return fail(newTokenNotLive(place));
  }
  return withTenant(tenantId, (db) => revealSecret(db, request));
}

async function loadSecrets(
  db: TenantDatabase,
  id: IntegrationId,
): Promise<{ blueprint: string; secrets: Record<string, string> } | undefined> {
  const row = isUuid(id) ? await db.integration.findFirst({ where: { id } }) : null;
  return row === null
    ? undefined
    : { blueprint: row.blueprint, secrets: row.secrets as Record<string, string> };
}
