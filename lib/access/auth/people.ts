import { isUuid } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { AuditAction } from "../audit/audit-action";
import type { Actor } from "../audit/record-audit";
import { type TenantDatabase, withFleet, withUser } from "../tenant/scope";
import { handedOverMinutes, newResetLink, type PasswordResetLink } from "./password-reset";
import { recordAccountEvent } from "./record-account-event";

// What operators do with any account of the installation. The database asks again whether they are one.

type Operator = Actor & { userId: string };

export interface Person {
  userId: string;
  email: string;
  name: string;
  isOperator: boolean;
  isDisabled: boolean;
  hasSecondFactor: boolean;
  tenants: { slug: string; name: string }[];
}

export interface PeoplePage {
  people: Person[];
  /** Over all pages. */
  total: number;
  /** `after` of the next page; undefined on the last. */
  next: string | undefined;
}

const pageSize = 50;
const maxTenantsShown = 20;

/** Everyone with an account, by email address; `text` is part of a name or an address. Leaves a fleet event. */
export function listPeople(
  actor: Actor,
  { text, after }: { text?: string | undefined; after?: string | undefined },
): Promise<PeoplePage> {
  return withFleet(actor, text ? "searches people" : "looks at people", async (db) => {
    const contains = { contains: text ?? "", mode: "insensitive" as const };
    const named = text ? { OR: [{ name: contains }, { email: contains }] } : {};
    const total = await db.user.count({ where: named });
    const rows = await db.user.findMany({
      where: { AND: [named, after ? { email: { gt: after } } : {}] },
      select: {
        id: true,
        email: true,
        name: true,
        isOperator: true,
        disabledAt: true,
        secondFactorAt: true,
        memberships: {
          select: { tenant: { select: { slug: true, name: true } } },
          orderBy: { tenant: { name: "asc" } },
          take: maxTenantsShown,
        },
      },
      orderBy: { email: "asc" },
      take: pageSize + 1,
    });
    const page = rows.slice(0, pageSize);
    return {
      people: page.map(({ id, email, name, isOperator, disabledAt, secondFactorAt, memberships }) => ({
        userId: id,
        email,
        name,
        isOperator,
        isDisabled: disabledAt !== null,
        hasSecondFactor: secondFactorAt !== null,
        tenants: memberships.map(({ tenant }) => tenant),
      })),
      total,
      next: rows.length > pageSize ? page.at(-1)?.email : undefined,
    };
  });
}

async function changePerson(
  actor: Operator,
  userId: string,
  action: AuditAction,
  change: (db: TenantDatabase) => Promise<{ outcome: string }[]>,
): Promise<Result<undefined>> {
  if (!isUuid(userId)) return fail(notFound);
  const [row] = await withUser(actor.userId, change);
  if (row?.outcome !== "done") return fail(problems[row?.outcome ?? ""] ?? notFound);
  await recordAccountEvent(actor, action, { userId });
  return succeed(undefined);
}

/** Disables an account (its sessions end) or enables it again: anyone's but the actor's own and the last operator's. */
export function setPersonDisabled(
  actor: Operator,
  userId: string,
  disabled: boolean,
): Promise<Result<undefined>> {
  return changePerson(
    actor,
    userId,
    disabled ? "member:disable" : "member:enable",
    (db) => db.$queryRaw`SELECT app_disable_person(${userId}::uuid, ${disabled}) AS outcome`,
  );
}

/** A link with which someone who forgot their password sets a new one. Returned only once, to be handed over. */
export async function makePersonResetLink(
  actor: Operator,
  userId: string,
): Promise<Result<PasswordResetLink>> {
  const { hashedToken, ...link } = newResetLink();
  const made = await changePerson(
    actor,
    userId,
    "member:reset-link",
    (db) => db.$queryRaw`
      SELECT app_make_password_reset(${userId}::uuid, ${hashedToken}, ${handedOverMinutes}::int) AS outcome`,
  );
  return made.ok ? succeed(link) : made;
}

/** Removes someone's second factor after they lost it. Their sessions end. */
export function resetPersonSecondFactor(actor: Operator, userId: string): Promise<Result<undefined>> {
  return changePerson(
    actor,
    userId,
    "member:reset-second-factor",
    (db) => db.$queryRaw`SELECT app_reset_second_factor(${userId}::uuid) AS outcome`,
  );
}

const notFound: Problem = {
  code: "person-not-found",
  sentence: "This account doesn't exist. Nothing was changed.",
  wayOut: "Reload the list.",
};

const problems: Record<string, Problem> = {
  yourself: {
    code: "person-is-yourself",
    sentence: "You can't disable your own account.",
    wayOut: "Ask another operator.",
  },
  last: {
    code: "person-last-operator",
    sentence: "This is the last operator. Nothing was changed.",
    wayOut: "An installation needs at least one operator who can sign in.",
  },
};
