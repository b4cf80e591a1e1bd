import { PrismaPg } from "@prisma/adapter-pg";
import { config } from "@/lib/kernel/config";
import { log } from "@/lib/kernel/log";
import { PrismaClient } from "@/prisma/generated/client";

/** How long a unit of work may wait for a free connection, and how long it may take. */
const maxWaitMs = 10_000;
const timeoutMs = 15_000;

/** The one client of a process. No one outside lib/tenant holds it: unscoped, it sees no tenant's rows anyway. */
function createClient(url: string) {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: config().databasePoolSize,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      application_name: "patchbay",
    },
    // A restarted database breaks idle connections; the pool drops them, and the next unit of work gets a new one.
    { onPoolError: (err) => log.warn({ err }, "a database connection was lost") },
  );
  return new PrismaClient({
    adapter,
    omit: { user: { passwordHash: true } },
    transactionOptions: { maxWait: maxWaitMs, timeout: timeoutMs },
  });
}

type Client = ReturnType<typeof createClient>;

/** Survives the development server's reloads of modules: each would open a pool of its own. */
const held = globalThis as typeof globalThis & {
  patchbayDatabase?: { url: string; client: Client; checked: Promise<void> } | undefined;
};

/**
 * Refuses to work as a role that row-level security doesn't bind: a superuser, one with BYPASSRLS, or the owner of the
 * tables (who could switch the security off).
 */
async function refuseUnboundRole(client: Client): Promise<void> {
  const [role] = await client.$queryRaw<{ name: string; unbound: boolean }[]>`
    SELECT current_user::text AS name,
           (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
           OR EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                       AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS unbound`;
  if (!role || role.unbound) {
    throw new Error(
      `Patchbay can't run as the database role "${role?.name ?? "?"}": row-level security doesn't apply to it, so one ` +
        "tenant could see another's data. PATCHBAY_APP_DATABASE_URL must name an ordinary role that owns no tables.",
    );
  }
}

/** The checked client. Rejects when the role isn't bound; looks again next time when the database was out of reach. */
export async function databaseClient(): Promise<Client> {
  const url = config().appDatabaseUrl;
  if (held.patchbayDatabase?.url !== url) {
    const client = createClient(url);
    held.patchbayDatabase = { url, client, checked: refuseUnboundRole(client) };
  }
  const database = held.patchbayDatabase;
  try {
    await database.checked;
  } catch (error) {
    if (held.patchbayDatabase === database) {
      held.patchbayDatabase = undefined;
      await database.client.$disconnect();
    }
    throw error;
  }
  return database.client;
}

/** Ends the pool: when a process stops, and between tests. */
export async function closeDatabase(): Promise<void> {
  const database = held.patchbayDatabase;
  held.patchbayDatabase = undefined;
  await database?.client.$disconnect();
}
