import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";

/** One channel for everything: PostgreSQL's listeners are cheap by message, dear by connection. */
const channel = "patchbay";
const maxWaitMs = 5_000;

type Listener = () => void;

interface Hub {
  client: pg.Client | undefined;
  listeners: Map<string, Set<Listener>>;
  stopping: AbortController;
  connecting: Promise<void> | undefined;
}

/** Survives the development server's reloads: one connection a process. */
const held = globalThis as typeof globalThis & { patchbayHub?: Hub | undefined };

function keyOf(tenantId: TenantId, topic: string): string {
  return `${tenantId}:${topic}`;
}

/**
 * Tells every process that something of this topic ("deployment:<id>") changed, when the transaction commits. It carries no
 * data: who is told reads again, in a scope of their own.
 */
export async function notifyTenant(db: TenantDatabase, tenantId: TenantId, topic: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${channel}, ${keyOf(tenantId, topic)})`;
}

function tellAll(hub: Hub): void {
  for (const listeners of hub.listeners.values()) for (const listener of listeners) listener();
}

async function connectOnce(hub: Hub): Promise<void> {
  const client = new pg.Client({
    connectionString: config().appDatabaseUrl,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: "patchbay-listen",
  });
  client.on("notification", ({ payload }) => {
    for (const listener of hub.listeners.get(payload ?? "") ?? []) listener();
  });
  client.on("error", (err) => log.warn({ err }, "the notification connection was lost"));
  client.on("end", () => {
    if (hub.client === client) hub.client = undefined;
    if (!hub.stopping.signal.aborted) void keepConnected(hub);
  });
  await client.connect();
  await client.query(`LISTEN ${channel}`);
  hub.client = client;
}

/** Connects, and again whenever the connection ends, until closed. After a gap every listener is told: it may have missed. */
function keepConnected(hub: Hub): Promise<void> {
  hub.connecting ??= (async () => {
    for (
      let waitMs = 50;
      !hub.client && !hub.stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, maxWaitMs)
    ) {
      try {
        await connectOnce(hub);
        tellAll(hub);
      } catch (err) {
        log.warn({ err }, "the database isn't responding; notifications will be retried");
        await pause(waitMs, undefined, { signal: hub.stopping.signal }).catch(() => undefined);
      }
    }
  })().finally(() => {
    hub.connecting = undefined;
  });
  return hub.connecting;
}

/**
 * Calls `onChange` whenever a topic of a tenant was notified, and once after each (re)connection, since messages may have
 * been missed: read the present state each time. Whether the caller may know of the topic is the caller's to check.
 * Returns how to stop listening.
 */
export async function listen(tenantId: TenantId, topic: string, onChange: () => void): Promise<() => void> {
  held.patchbayHub ??= {
    client: undefined,
    listeners: new Map(),
    stopping: new AbortController(),
    connecting: undefined,
  };
  const hub = held.patchbayHub;
  const key = keyOf(tenantId, topic);
  const listeners = hub.listeners.get(key) ?? new Set();
  hub.listeners.set(key, listeners);
  listeners.add(onChange);
  if (!hub.client) await keepConnected(hub);
  return () => {
    listeners.delete(onChange);
    if (listeners.size === 0 && hub.listeners.get(key) === listeners) hub.listeners.delete(key);
  };
}

/** Ends the connection: when a process stops, and between tests. */
export async function closeNotifications(): Promise<void> {
  const hub = held.patchbayHub;
  held.patchbayHub = undefined;
  hub?.stopping.abort();
  await hub?.client?.end();
}
