import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { Role } from "@/prisma/generated/enums";
import { type Actor, recordAudit } from "../audit/record-audit";
import { type TenantDatabase, withTenant } from "../tenant/scope";
import { handedOverMinutes, newResetLink, type PasswordResetLink } from "./password-reset";

export interface Member {
  userId: string;
  email: string;
  name: string;
  role: Role;
  disabledAt: Date | null;
  hasSecondFactor: boolean;
  since: Date;
}

export interface MemberContext {
  tenantId: TenantId;
  actor: Actor;
}

/** A tenant's members by name, at most 500. */
export async function listMembers(db: TenantDatabase): Promise<Member[]> {
  const rows = await db.membership.findMany({
    select: {
      role: true,
      createdAt: true,
      user: { select: { id: true, email: true, name: true, disabledAt: true, secondFactorAt: true } },
    },
    orderBy: { user: { name: "asc" } },
    take: 500,
  });
  return rows.map(({ role, createdAt, user }) => ({
    userId: user.id,
    email: user.email,
    name: user.name,
    role,
    disabledAt: user.disabledAt,
    hasSecondFactor: user.secondFactorAt !== null,
    since: createdAt,
  }));
}

/** Who can be asked to change something. */
export interface Administrator {
  name: string;
  email: string;
}

/** The tenant's administrators whose accounts are active, those who have been there longest first; at most `limit`. */
export async function listAdministrators(db: TenantDatabase, limit = 5): Promise<Administrator[]> {
  const rows = await db.membership.findMany({
    where: { role: "admin", user: { disabledAt: null } },
    select: { user: { select: { name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    take: limit,
  });
  return rows.map(({ user }) => user);
}

/**
 * Runs a change of one member, with all of the tenant's memberships locked: two administrators who remove each other at
 * the same time must not leave the tenant without one.
 */
function changeMember(
  { tenantId, actor }: MemberContext,
  userId: string,
  change: (db: TenantDatabase, isLastAdmin: boolean) => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  if (!isUuid(userId)) return Promise.resolve(fail(notMember));
  return withTenant(tenantId, async (db) => {
    const members = await db.$queryRaw<{ userId: string; role: Role }[]>`
      SELECT "userId", "role"::text AS role FROM "Membership" ORDER BY "userId" FOR UPDATE`;
    const member = members.find((row) => row.userId === userId);
    if (!member) return fail(notMember);
    if (actor.userId === userId) return fail(ownself);
    const active = await db.user.findMany({
      where: {
        id: { in: members.filter((row) => row.role === "admin").map((row) => row.userId) },
        disabledAt: null,
      },
      select: { id: true },
    });
    return change(db, active.length === 1 && active[0]?.id === userId);
  });
}

/** Gives a member another role. */
export function setMemberRole(
  context: MemberContext,
  userId: string,
  role: Role,
): Promise<Result<undefined>> {
  const { tenantId, actor } = context;
  return changeMember(context, userId, async (db, isLastAdmin) => {
    if (isLastAdmin && role !== "admin") return fail(lastAdmin);
    await db.membership.update({ where: { tenantId_userId: { tenantId, userId } }, data: { role } });
    await recordAudit(db, { tenantId, actor, action: "member:role", target: userId, detail: { role } });
    return succeed(undefined);
  });
}

/** Removes someone from the tenant, effective immediately: each request checks the membership. The account stays. */
export function removeMember(context: MemberContext, userId: string): Promise<Result<undefined>> {
  const { tenantId, actor } = context;
  return changeMember(context, userId, async (db, isLastAdmin) => {
    if (isLastAdmin) return fail(lastAdmin);
    await db.membership.delete({ where: { tenantId_userId: { tenantId, userId } } });
    await recordAudit(db, { tenantId, actor, action: "member:remove", target: userId });
    return succeed(undefined);
  });
}

/** Disables an account (its sessions end) or enables it again; only one that belongs to this tenant alone. */
export function setMemberDisabled(
  context: MemberContext,
  userId: string,
  disabled: boolean,
): Promise<Result<undefined>> {
  const { tenantId, actor } = context;
  return changeMember(context, userId, async (db, isLastAdmin) => {
    if (isLastAdmin && disabled) return fail(lastAdmin);
    const [row] = await db.$queryRaw<Outcome[]>`
      SELECT app_set_user_disabled(${userId}::uuid, ${disabled}) AS outcome`;
    if (row?.outcome !== "done") return fail(problemOf(row));
    await recordAudit(db, {
      tenantId,
      actor,
      action: disabled ? "member:disable" : "member:enable",
      target: userId,
    });
    return succeed(undefined);
  });
}

/** A link with which a member who forgot their password sets a new one. Returned only once, to be handed over. */
export async function makeMemberResetLink(
  context: MemberContext,
  userId: string,
): Promise<Result<PasswordResetLink>> {
  const { tenantId, actor } = context;
  const { hashedToken, ...link } = newResetLink();
  const made = await changeMember(context, userId, async (db) => {
    const [row] = await db.$queryRaw<Outcome[]>`
      SELECT app_make_password_reset(${userId}::uuid, ${hashedToken}, ${handedOverMinutes}::int) AS outcome`;
    if (row?.outcome !== "done") return fail(problemOf(row));
    await recordAudit(db, { tenantId, actor, action: "member:reset-link", target: userId });
    return succeed(undefined);
  });
  return made.ok ? succeed(link) : made;
}

/** Removes a member's second factor after they lost it. Their sessions end. */
export function resetMemberSecondFactor(context: MemberContext, userId: string): Promise<Result<undefined>> {
  const { tenantId, actor } = context;
  return changeMember(context, userId, async (db) => {
    const [row] = await db.$queryRaw<Outcome[]>`
      SELECT app_reset_second_factor(${userId}::uuid) AS outcome`;
    if (row?.outcome !== "done") return fail(problemOf(row));
    await recordAudit(db, { tenantId, actor, action: "member:reset-second-factor", target: userId });
    return succeed(undefined);
  });
}

/**
 * Whether members must sign in with a second factor. The caller has checked that the actor is an operator.
 */
export function requireSecondFactor(
  { tenantId, actor }: MemberContext,
  required: boolean,
): Promise<Result<undefined>> {
  return withTenant(tenantId, async (db) => {
    await db.tenant.update({ where: { id: tenantId }, data: { requiresSecondFactor: required } });
    const action = required ? "tenant:require-second-factor" : "tenant:allow-one-factor";
    await recordAudit(db, { tenantId, actor, action, target: tenantId });
    return succeed(undefined);
  });
}

interface Outcome {
  outcome: string;
}

function problemOf(row: Outcome | undefined): Problem {
  return row?.outcome === "elsewhere" ? elsewhere : notMember;
}

const notMember: Problem = {
  code: "member-not-found",
  sentence: "This member doesn't exist. Nothing was changed.",
  wayOut: "Reload the list.",
};
const ownself: Problem = {
  code: "member-is-yourself",
  sentence: "You can't change your own membership. Nothing was changed.",
  wayOut: "Ask another administrator.",
};
const lastAdmin: Problem = {
  code: "member-last-admin",
  sentence: "This is the tenant's last administrator. Nothing was changed.",
  wayOut: "Make someone else an administrator first.",
};
const elsewhere: Problem = {
  code: "member-elsewhere",
  sentence: "This account is also used outside this tenant. Nothing was changed.",
  wayOut: "Remove the member from this tenant, or ask an operator to change the account.",
};
