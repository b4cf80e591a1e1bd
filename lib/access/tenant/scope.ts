import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { config } from "@/lib/kernel/config";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "../audit/actor";
import { databaseClient } from "./client";

/** A handle that row-level security has already bound to one scope. Ends with the unit of work that it was given to. */
export type TenantDatabase = Prisma.TransactionClient;

const inside = new AsyncLocalStorage<string>();

/** How long a unit of work keeps trying to begin while the database restarts. */
const beginWithinMs = 8_000;

/**
 * One transaction whose first statement names the scope, so that everything in it commits or nothing, and no other work
 * on the same connection can see the setting. While nothing of the work has run, a broken connection (a restarted
 * database) isn't a failure: it begins again on another.
 */
async function inScope<T>(
  name: string,
  enter: (db: TenantDatabase) => Promise<unknown>,
  work: (db: TenantDatabase) => Promise<T>,
): Promise<T> {
  const outer = inside.getStore();
  if (outer) {
    // A nested scope would wait for a second connection while it holds the first: with a full pool, forever.
    throw new Error(
      `A database scope (${name}) was opened inside another (${outer}). Pass the handle on instead.`,
    );
  }
  const deadline = Date.now() + beginWithinMs;
  for (let waitMs = 100; ; waitMs *= 2) {
    let begun = false;
    try {
      const client = await databaseClient();
      return await client.$transaction(async (db) => {
        await enter(db);
        begun = true;
        return inside.run(name, () => work(db));
      });
    } catch (error) {
      if (begun || Date.now() + waitMs > deadline || !isConnectionTrouble(error)) throw error;
      await pause(waitMs);
    }
  }
}

/** Prisma's and PostgreSQL's ways to say: not reachable, shutting down, starting up, too many, broken in the middle. */
function isConnectionTrouble(error: unknown): boolean {
  const text =
    error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : String(error);
  return /P1001|P1002|P1008|P1017|P2024|P2028|57P0[123]|53300|08\d{3}|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|terminat|not reachable|Can't reach|Connection/i.test(
    text,
  );
}

/**
 * A process that is paused during a unit of work (a frozen machine) keeps its locks. The database ends it after
 * this, so that another worker can take its deployment over and a person can stop it.
 */
const idleWithinMs = "10000";

/**
 * Runs a unit of work as one tenant: at most 15 s, no call to the outside in it, never one inside another.
 * An id that isn't a UUID sees what an unknown tenant sees: nothing.
 */
export async function withTenant<T>(
  tenantId: TenantId,
  work: (db: TenantDatabase) => Promise<T>,
): Promise<T> {
  const id = isUuid(tenantId) ? tenantId : "00000000-0000-0000-0000-000000000000";
  return inScope(
    "tenant",
    (db) => db.$queryRaw`
      SELECT set_config('app.tenant_id', ${id}, true),
             set_config('idle_in_transaction_session_timeout', ${idleWithinMs}, true)`,
    work,
  );
}

/** Sets who acts in the transaction: everything recorded from here on is attributed to them. */
export async function nameActor(db: TenantDatabase, { userId, name, address }: Actor): Promise<void> {
  await db.$queryRaw`
    SELECT set_config('app.actor_id', ${userId ?? ""}, true), set_config('app.actor_name', ${name}, true),
           set_config('app.actor_address', ${address ?? ""}, true)`;
}

/** Runs a unit of work as one user, who sees their own row, memberships and tenants (an operator: all tenants). */
export async function withUser<T>(userId: string, work: (db: TenantDatabase) => Promise<T>): Promise<T> {
  const id = isUuid(userId) ? userId : "00000000-0000-0000-0000-000000000000";
  return inScope("user", (db) => db.$queryRaw`SELECT set_config('app.user_id', ${id}, true)`, work);
}

/**
 * A unit of work before anyone is known: it sees no rows, and may call the narrow functions of sign-in and invitations.
 */
export async function withNobody<T>(work: (db: TenantDatabase) => Promise<T>): Promise<T> {
  return inScope("nobody", async () => undefined, work);
}

/**
 * Lets an operator read over all tenants, and nothing but read: the transaction enters a role that has no other right,
 * and the policies ask whether the user is an operator. Leaves a fleet event with the reason. Rejects for anyone else.
 */
export async function withFleet<T>(
  actor: Actor,
  why: string,
  work: (db: TenantDatabase) => Promise<T>,
): Promise<T> {
  const userId = actor.userId;
  if (!userId || !isUuid(userId)) throw new Error("Only a signed-in operator can read across tenants.");
  return inScope(
    "fleet",
    async (db) => {
      await db.$queryRaw`SELECT set_config('app.user_id', ${userId}, true)`;
      await nameActor(db, actor);
      await db.$executeRaw`INSERT INTO "FleetEvent" ("why") VALUES (${why})`;
      await db.$queryRaw`SELECT set_config('role', ${config().databaseRoles.fleet}, true)`;
    },
    work,
  );
}
