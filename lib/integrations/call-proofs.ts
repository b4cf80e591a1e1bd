import { createHash } from "node:crypto";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { GuideStep } from "@/lib/blueprints/blueprint";
import { findConnectionKind } from "@/lib/connections/registry";
import type { StoredIntegration } from "@/lib/deployments/load-integration";
import type { ContactId, IntegrationId, TenantId } from "@/lib/kernel/ids";
import { previousNameOf } from "@/lib/secrets/previous-name";

/** What one call showed of one integration. */
export interface CallProofs {
  contactId: ContactId;
  /** The last thing that is known of the call. */
  at: Date;
  /** Steps of the guide that it showed to be done, with what they asked for. */
  proven: readonly { row: string; askedSha256: string }[];
  /** Rows of steps at which it failed: what an earlier call showed of them holds no longer. */
  refuted: readonly string[];
  /** It went the whole way. */
  verified: { hops: number; tookMs: number; connectionsSha256: string } | undefined;
  /** Something was wrong with it. */
  hasFindings: boolean;
}

/** The newest call that went the whole way. */
export interface VerifiedCall {
  contactId: ContactId;
  at: Date;
  hops: number;
  tookMs: number;
}

type Connections = Pick<StoredIntegration, "vendors" | "instanceArn">;
type Asker = Connections & Pick<StoredIntegration, "secrets">;

/** Of the connections that a call goes through: another account's or another bot's calls show nothing of these. */
export function connectionsPrint({ vendors, instanceArn }: Connections): string {
  return print([withoutExtras(vendors), instanceArn]);
}

/** Credentials that a connection may have besides, such as an app for publishing alone, carry no call. */
function withoutExtras(vendors: Connections["vendors"]): Connections["vendors"] {
  return Object.fromEntries(
    Object.entries(vendors).map(([kind, settings]) => {
      const extras = (findConnectionKind(kind)?.pairs ?? []).map(({ setting }) => setting);
      return [kind, Object.fromEntries(Object.entries(settings).filter(([name]) => !extras.includes(name)))];
    }),
  );
}

/** Of what a step asks a person to enter, and where. A secret counts as it is stored: encrypted. */
export function askedPrint(step: Pick<GuideStep, "values">, integration: Asker): string {
  const { vendors, instanceArn, secrets } = integration;
  const named = step.values.flatMap(({ secret }) => (secret === undefined ? [] : [secrets[secret]]));
  return print([withoutExtras(vendors), instanceArn, step.values, named]);
}

/** While the previous token is accepted too, a call may have come with that one: it does not show which was entered. */
export function isProvable(
  { values }: Pick<GuideStep, "values">,
  { secrets }: Pick<Asker, "secrets">,
): boolean {
  return !values.some(({ secret }) => secret !== undefined && secrets[previousNameOf(secret)] !== undefined);
}

function print(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** Keeps what a call showed; an older call takes nothing from a newer one. Writes only what changes. */
export async function keepCallProofs(
  db: TenantDatabase,
  { tenantId, integrationId }: { tenantId: TenantId; integrationId: IntegrationId },
  { contactId, at, proven, refuted, verified, hasFindings }: CallProofs,
): Promise<void> {
  const of = { tenantId, integrationId };
  const known = await db.guideProof.findMany({ where: { integrationId } });
  for (const { row, askedSha256 } of proven) {
    const before = known.find((each) => each.row === row);
    if (before && (before.provenAt > at || isSame(before, { contactId, askedSha256 }))) continue;
    const data = { contactId, provenAt: at, askedSha256 };
    await db.guideProof.upsert({
      where: { tenantId_integrationId_row: { ...of, row } },
      create: { ...of, row, ...data },
      update: data,
    });
  }
  // Late lines of the same call can show otherwise.
  const isTakenBack = (row: string, by: string) =>
    hasFindings && by === contactId && !proven.some((each) => each.row === row);
  const gone = known.filter(
    ({ row, provenAt, contactId: by }) => (refuted.includes(row) && provenAt <= at) || isTakenBack(row, by),
  );
  if (gone.length > 0)
    await db.guideProof.deleteMany({ where: { integrationId, row: { in: gone.map(({ row }) => row) } } });
  const last = await db.verifiedCall.findFirst({ where: { integrationId } });
  if (verified && (last === null || (last.at <= at && !isSame(last, { contactId, ...verified })))) {
    const data = { contactId, at, ...verified };
    await db.verifiedCall.upsert({
      where: { tenantId_integrationId: of },
      create: { ...of, ...data },
      update: data,
    });
  }
  if (hasFindings && last?.contactId === contactId) await db.verifiedCall.deleteMany({ where: of });
}

function isSame<Row extends object>(row: Row, data: Partial<Row>): boolean {
  return Object.entries(data).every(([key, value]) => Reflect.get(row, key) === value);
}

/** undefined while there is none, and once its connections lead elsewhere. */
export async function loadVerifiedCall(
  db: TenantDatabase,
  integration: Connections & Pick<StoredIntegration, "id">,
): Promise<VerifiedCall | undefined> {
  const row = await db.verifiedCall.findFirst({ where: { integrationId: integration.id } });
  if (row === null || row.connectionsSha256 !== connectionsPrint(integration)) return undefined;
  const { contactId, at, hops, tookMs } = row;
  return { contactId, at, hops, tookMs };
}
