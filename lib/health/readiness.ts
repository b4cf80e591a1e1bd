import { readdir } from "node:fs/promises";
import path from "node:path";
import { askDatabase, isDatabaseUp } from "@/lib/health/watch-database";
import type { TenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import { stoppingSignal } from "@/lib/kernel/stopping";
import { openSecret, placeOf } from "@/lib/secrets/seal";

/** Why this process shouldn't get requests. Only codes, because no sign-in is required to ask. */
export type NotReady =
  | "stopping"
  | "database-away"
  | "migrations-missing"
  | "key-ring-cannot-open"
  | "check-failed";

export interface Readiness {
  ready: boolean;
  reasons: NotReady[];
}

interface SealedSample {
  keptIn: "Connection" | "Integration" | "SecondFactor";
  tenantId: TenantId;
  id: string;
  field: string;
  sealed: string;
}

/** Successful checks are repeated after a minute, failed ones after five seconds. */
const wellHoldsMs = 60_000;
const unwellHoldsMs = 5_000;

interface Checked {
  reasons: NotReady[];
  atMs: number;
}

let checked: Checked | undefined;
let checking: Promise<NotReady[]> | undefined;

/**
 * Whether this process can serve: it isn't stopping, its database answers, no migration of its own is missing, and its
 * key ring opens what is stored. Cheap under a flood: the database is asked once a second, the rest once a minute.
 */
export async function readReadiness(): Promise<Readiness> {
  if (stoppingSignal().aborted) return { ready: false, reasons: ["stopping"] };
  if (!(await isDatabaseUp())) {
    // When it is back it may be another one, or the same with another state.
    checked = undefined;
    return { ready: false, reasons: ["database-away"] };
  }
  const reasons = await checkStored();
  return { ready: reasons.length === 0, reasons };
}

async function checkStored(): Promise<NotReady[]> {
  const holdsMs = checked?.reasons.length === 0 ? wellHoldsMs : unwellHoldsMs;
  if (checked && Date.now() - checked.atMs < holdsMs) return checked.reasons;
  checking ??= lookAtStored().finally(() => {
    checking = undefined;
  });
  return checking;
}

async function lookAtStored(): Promise<NotReady[]> {
  const reasons: NotReady[] = [];
  try {
    if ((await missingMigrations()).length > 0) reasons.push("migrations-missing");
    else if (!(await ringOpensStored())) reasons.push("key-ring-cannot-open");
  } catch (err) {
    // The functions that answer are part of the migrations.
    const isMissing = Reflect.get(Object(err), "code") === "42883";
    if (!isMissing) log.warn({ err }, "couldn't check whether the console is ready");
    reasons.push(isMissing ? "migrations-missing" : "check-failed");
  }
  if (reasons.length > 0 && reasons.join() !== checked?.reasons.join()) {
    log.warn({ reasons }, "the console isn't ready");
  }
  checked = { reasons, atMs: Date.now() };
  return reasons;
}

/** Migrations of this build that the database hasn't had. It may have had others: a newer console's. */
async function missingMigrations(): Promise<string[]> {
  const folder = path.join(process.cwd(), "prisma", "migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  const applied = new Set(
    (await askDatabase<{ name: string }>("SELECT app_applied_migrations() AS name")).map(({ name }) => name),
  );
  return entries.filter((entry) => entry.isDirectory() && !applied.has(entry.name)).map(({ name }) => name);
}

async function ringOpensStored(): Promise<boolean> {
  for (const { keptIn, tenantId, id, field, sealed } of await askDatabase<SealedSample>(
    "SELECT * FROM app_sealed_samples()",
  )) {
    try {
      openSecret(sealed, placeOf(keptIn, tenantId, id, field));
    } catch {
      return false;
    }
  }
  return true;
}

/** For tests, which change what is stored faster than it is looked at. */
export function forgetReadiness(): void {
  checked = undefined;
}
