import { refresh } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { cache } from "react";
import type { z } from "zod";
import { checkInputAsync } from "@/lib/kernel/field-faults";
import { findUnusable, unusableInput } from "@/lib/kernel/find-unusable";
import { fail, type Problem, ProblemError, type Result } from "@/lib/kernel/result";
import { unexpectedProblem } from "@/lib/kernel/unexpected-problem";
import { logRefusal } from "./audit/log-refusal";
import type { Actor } from "./audit/record-audit";
import { addressOf } from "./auth/address";
import { confirmationNeeded, isConfirmed } from "./auth/confirm-identity";
import { deviceOf } from "./auth/device-cookie";
import { can, type Permission, seesConsole } from "./auth/permissions";
import type { Origin } from "./auth/rate-limit";
import { currentUser } from "./auth/session";
import type { SessionUser } from "./auth/session-user";
import { signedOut } from "./auth/signed-out";
import { tenantArchived } from "./tenant/hold-open";
import { resolveTenant, type TenantAccess } from "./tenant/resolve-tenant";

/** Who acts, from where. */
export interface UserContext {
  user: SessionUser;
  actor: Actor & { userId: string; address: string };
  /** Used to count wrong passwords and codes. */
  origin: Origin;
}

/** The same in a tenant that they have access to. */
export interface TenantContext extends UserContext, TenantAccess {}

/** A Result that may also say which fields of the input were wrong, by path: "entry.testNumbers". */
export type ActionResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; problem: Problem; fields?: Record<string, string> };

/** The signed-in user; undefined without a session. */
export const userContext = cache(async (): Promise<UserContext | undefined> => {
  const user = await currentUser();
  if (!user) return undefined;
  const origin = await readOrigin();
  return { user, actor: { userId: user.id, name: user.name, address: origin.address }, origin };
});

async function readOrigin(): Promise<Origin> {
  const sent = await headers();
  return { address: addressOf(sent.get("x-forwarded-for")), device: deviceOf(sent.get("cookie")) };
}

/**
 * The signed-in user in the tenant of this slug; undefined when no one is signed in, and for a stranger to the tenant.
 */
export const tenantContext = cache(async (slug: string): Promise<TenantContext | undefined> => {
  const who = await userContext();
  const access = who && (await resolveTenant(who.user.id, slug));
  if (who && !access) logRefusal({ userId: who.user.id, address: who.actor.address, needed: "membership" });
  return who && access ? { ...who, ...access } : undefined;
});

/**
 * Whether someone's role has the permission that a request needs; a missing one is logged. Nobody has any in an archived
 * tenant.
 */
export function isPermitted({ role, tenantId, actor, archived }: TenantContext, needed: Permission): boolean {
  if (archived) return false;
  const permitted = can(role, needed);
  if (!permitted) logRefusal({ userId: actor.userId, address: actor.address, tenantId, needed });
  return permitted;
}

/** The same for what only operators may do. */
export function isOperator({ user, actor }: UserContext): boolean {
  if (!user.isOperator) logRefusal({ userId: actor.userId, address: actor.address, needed: "operator" });
  return user.isOperator;
}

interface Action<Context, Schema extends z.ZodType, Value> {
  input: Schema;
  /** Read-only: the page stays as it is. After any other action succeeds, the page is rendered again. */
  readsOnly?: true;
  /**
   * Asks for the password or a code again unless that was done within minutes: for secrets, and for others' accounts.
   */
  confirmed?: true;
  run(context: Context, input: z.output<Schema>): Promise<Result<Value> | ActionResult<Value>>;
}

/**
 * A server action in a tenant. The tenant is resolved, the permission checked, and the input validated before `run` is
 * called. For a stranger the tenant doesn't exist. What `run` throws is logged with a reference id and never shown.
 */
export function defineAction<Schema extends z.ZodType, Value>(
  action: Action<TenantContext, Schema, Value> & { permission: Permission },
) {
  return async (slug: string, input: z.input<Schema>): Promise<ActionResult<Value>> =>
    guard(action, { slug, input }, async () => {
      const context = typeof slug === "string" ? await tenantContext(slug) : undefined;
      if (!context) return nothingHere();
      if (context.archived) return fail(tenantArchived);
      if (!isPermitted(context, action.permission))
        return fail(seesConsole(context.role) ? notPermitted : notFound);
      return admit(context, action);
    });
}

/** A server action across tenants, for operators only; for anyone else it doesn't exist. */
export function defineOperatorAction<Schema extends z.ZodType, Value>(
  action: Action<UserContext, Schema, Value>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<Value>> =>
    guard(action, { input }, async () => {
      const context = await userContext();
      return context && isOperator(context) ? admit(context, action) : nothingHere();
    });
}

/**
 * Neither before a second factor that is required has been set up, nor without the confirmation that the action asks
 * for.
 */
function admit<Context extends UserContext>(
  context: Context,
  { confirmed }: { confirmed?: true },
): Result<Context> {
  if (context.user.secondFactor === "required") return fail(secondFactorRequired);
  if (confirmed && !isConfirmed(context.user)) return fail(confirmationNeeded);
  return { ok: true, value: context };
}

/** A server action on one's own account: for anyone signed in, whatever tenants they have access to. */
export function defineOwnAction<Schema extends z.ZodType, Value>(action: Action<UserContext, Schema, Value>) {
  return async (input: z.input<Schema>): Promise<ActionResult<Value>> =>
    guard(action, { input }, async () => {
      const context = await userContext();
      if (!context) return nothingHere();
      if (action.confirmed && !isConfirmed(context.user)) return fail(confirmationNeeded);
      return { ok: true, value: context };
    });
}

/** A server action that doesn't need a session (an invitation): only the client's address is known. */
export function defineOpenAction<Schema extends z.ZodType, Value>(
  action: Action<{ origin: Origin }, Schema, Value>,
) {
  return async (input: z.input<Schema>): Promise<ActionResult<Value>> =>
    guard(action, { input }, async () => ({ ok: true, value: { origin: await readOrigin() } }));
}

async function guard<Context, Schema extends z.ZodType, Value>(
  action: Action<Context, Schema, Value>,
  given: { slug?: unknown; input: unknown },
  enter: () => Promise<Result<Context>>,
): Promise<ActionResult<Value>> {
  try {
    const unusable = findUnusable(given);
    if (unusable) return fail(unusableInput(unusable));
    const entered = await enter();
    if (!entered.ok) return entered;
    const checked = await checkInputAsync(action.input, given.input);
    if (!checked.ok) return invalid(checked.fields);
    const result = await action.run(entered.value, checked.value);
    if (result.ok && !action.readsOnly) refresh();
    return result;
  } catch (error) {
    unstable_rethrow(error);
    return fail(toProblem(error));
  }
}

/**
 * A problem that a person can read. Unexpected errors are logged under a reference, and only the reference is returned.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return unexpectedProblem(error, "an action failed unexpectedly");
}

/** The first fault of each field by its path, in addition to the overall sentence. */
export function invalid(fields: Record<string, string>): {
  ok: false;
  problem: Problem;
  fields: Record<string, string>;
} {
  const [first = "", ...others] = Object.values(fields);
  return {
    ok: false,
    fields,
    problem: {
      code: "input-invalid",
      sentence:
        others.length === 0
          ? "One value isn't valid. Nothing was changed."
          : `${others.length + 1} values aren't valid. Nothing was changed.`,
      wayOut: first,
    },
  };
}

/** A session may have ended while a form was filled in: that is said, and no word of what doesn't exist. */
async function nothingHere(): Promise<Result<never>> {
  return fail((await userContext()) ? notFound : signedOut);
}

const notFound: Problem = {
  code: "not-found",
  sentence: "This doesn't exist, or you don't have access to it. Nothing was changed.",
  wayOut: "Ask an administrator to invite you, or sign in with another account.",
};

const notPermitted: Problem = {
  code: "not-permitted",
  sentence: "Your role in this tenant doesn't allow this. Nothing was changed.",
  wayOut: "Ask an administrator of the tenant.",
};

const secondFactorRequired: Problem = {
  code: "second-factor-required",
  sentence: "Your account must use two-step authentication. Nothing was changed.",
  wayOut: "Set it up first: reload this page.",
};
