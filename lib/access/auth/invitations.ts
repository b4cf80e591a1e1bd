import { z } from "zod";
import { checkInput } from "@/lib/kernel/field-faults";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { Role } from "@/prisma/generated/enums";
import { type Actor, recordAudit } from "../audit/record-audit";
import { type TenantDatabase, withNobody, withTenant } from "../tenant/scope";
import { hashLinkToken, newLinkToken } from "./link-token";
import { complaintAboutPassword } from "./password-rules";
import { hashPassword } from "./passwords";
import type { Origin } from "./rate-limit";
import { emailSchema, signIn } from "./sign-in";

/** Long enough to be read the next working day. */
const invitationHours = 48;

export const invitationInput = z.object({ email: emailSchema, role: z.enum(Role) });

/**
 * Invites someone to a tenant. The token is returned only once, for the link `/invitation/<token>`; earlier pending
 * invitations to the same address end.
 */
export async function inviteMember(
  { tenantId, actor }: { tenantId: TenantId; actor: Actor & { userId: string } },
  input: z.input<typeof invitationInput>,
): Promise<Result<{ invitationId: string; token: string; expiresAt: Date }>> {
  const checked = checkInput(invitationInput, input);
  if (!checked.ok) {
    return fail({
      code: "invitation-invalid",
      sentence: "No invitation was created.",
      wayOut: Object.values(checked.fields)[0] ?? "Check the email address.",
    });
  }
  const { email, role } = checked.value;
  const token = newLinkToken();
  const expiresAt = new Date(Date.now() + invitationHours * 3_600_000);
  return withTenant(tenantId, async (db) => {
    const member = await db.membership.findFirst({ where: { user: { email } }, select: { userId: true } });
    if (member) {
      return fail({
        code: "invitation-already-member",
        sentence: `${email} is already a member. No invitation was created.`,
        wayOut: "Change the member's role instead.",
      });
    }
    await db.invitation.updateMany({
      where: { email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const invitation = await db.invitation.create({
      data: { tenantId, email, role, tokenHash: hashLinkToken(token), expiresAt, invitedById: actor.userId },
      select: { id: true },
    });
    await recordAudit(db, {
      tenantId,
      actor,
      action: "invitation:create",
      target: invitation.id,
      detail: { role },
    });
    return succeed({ invitationId: invitation.id, token, expiresAt });
  });
}

export interface OpenInvitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: Date;
  createdAt: Date;
}

/** Invitations that can still be accepted, newest first, at most 200. */
export function listInvitations(db: TenantDatabase): Promise<OpenInvitation[]> {
  return db.invitation.findMany({
    where: { acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, email: true, role: true, expiresAt: true, createdAt: true },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
}

/** Revokes an invitation. One that isn't there (anymore) isn't found. */
export async function revokeInvitation(
  { tenantId, actor }: { tenantId: TenantId; actor: Actor },
  invitationId: string,
): Promise<Result<undefined>> {
  if (!isUuid(invitationId)) return fail(notPending);
  return withTenant(tenantId, async (db) => {
    const { count } = await db.invitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return fail(notPending);
    await recordAudit(db, { tenantId, actor, action: "invitation:revoke", target: invitationId });
    return succeed(undefined);
  });
}

export interface InvitationOffer {
  tenantName: string;
  email: string;
  role: Role;
  expiresAt: Date;
  /** There is an account for the address: its password is asked for, instead of a new one. */
  hasAccount: boolean;
}

/** What a link's token offers; undefined when it is unknown, used, revoked or too old: all look the same. */
export async function loadInvitation(token: string): Promise<InvitationOffer | undefined> {
  const rows = await withNobody(
    (db) => db.$queryRaw<(InvitationOffer & { tenantId: TenantId })[]>`
      SELECT * FROM app_find_invitation(${hashLinkToken(token)})`,
  );
  const [found] = rows;
  if (!found) return undefined;
  const { tenantName, email, role, expiresAt, hasAccount } = found;
  return { tenantName, email, role, expiresAt, hasAccount };
}

const nameSchema = z
  .string()
  .transform((name) => name.replaceAll("\0", "").trim())
  .pipe(z.string().min(1, "Enter your name.").max(80));

/**
 * Accepts an invitation, once: makes the account (or, where there is one, checks its password) and the membership.
 * Returns where to go: the tenant's slug, and the role that decides where it begins there.
 */
export async function acceptInvitation(
  token: string,
  input: { name: string; password: string; code?: string | undefined },
  origin: Origin,
): Promise<Result<{ userId: string; email: string; slug: string; role: Role }>> {
  const offer = await loadInvitation(token);
  if (!offer) return fail(notAcceptable);
  let name = offer.email;
  let passwordHash = "";
  if (offer.hasAccount) {
    const checked = await signIn(
      { email: offer.email, password: input.password, ...(input.code ? { code: input.code } : {}) },
      origin,
    );
    if (!checked.ok) return checked;
  } else {
    const checked = checkInput(nameSchema, input.name);
    if (!checked.ok) {
      return fail({
        code: "acceptance-without-name",
        sentence: notAccepted,
        wayOut: Object.values(checked.fields)[0] ?? "Check the name.",
      });
    }
    const complaint = await complaintAboutPassword(input.password, {
      email: offer.email,
      name: checked.value,
    });
    if (complaint) {
      return fail({ code: "acceptance-weak-password", sentence: notAccepted, wayOut: complaint });
    }
    name = checked.value;
    passwordHash = await hashPassword(input.password);
  }
  const rows = await withNobody(
    (db) => db.$queryRaw<{ userId: string; slug: string }[]>`
      SELECT "userId", "slug" FROM app_accept_invitation(
        ${hashLinkToken(token)}, ${name}, ${passwordHash}, ${offer.hasAccount}, ${origin.address})`,
  );
  const [accepted] = rows;
  return accepted ? succeed({ ...accepted, email: offer.email, role: offer.role }) : fail(notAcceptable);
}

const notPending: Problem = {
  code: "invitation-not-pending",
  sentence: "This invitation was already accepted or revoked. Nothing was changed.",
  wayOut: "Reload the page. Someone who accepted it is listed among the members.",
};
const notAccepted = "Your account wasn't created. The invitation is still open.";
const notAcceptable: Problem = {
  code: "invitation-not-found",
  sentence: "This invitation is invalid, expired, revoked, or already used.",
  wayOut: "Ask an administrator of the tenant for a new one.",
};
