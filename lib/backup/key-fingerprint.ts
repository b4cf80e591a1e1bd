import { createHmac } from "node:crypto";
import type pg from "pg";
import type { KeyRing } from "@/lib/kernel/config";

/**
 * Tells a key from another one of the same name ("k1" is the first of every installation), and tells nothing else of
 * it.
 */
export function fingerprintOfKey(base64: string): string {
  return createHmac("sha256", Buffer.from(base64, "base64"))
    .update("patchbay backup")
    .digest("hex")
    .slice(0, 16);
}

/** Ids of the keys that stored secrets are encrypted with (see lib/secrets/seal.ts), and of how many secrets. */
export async function keysInUse(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ id: string }>(
    `SELECT DISTINCT split_part(s.value, '.', 2) AS id
       FROM (SELECT "secrets" FROM "Connection" UNION ALL SELECT "secrets" FROM "Integration") rows,
            jsonb_each_text(rows."secrets") s`,
  );
  return found.rows.map(({ id }) => Buffer.from(id, "base64url").toString("utf8")).sort();
}

/** Keys that a backup's secrets need and this ring doesn't hold, or holds another of that name. */
export function missingKeys(needed: Record<string, string>, ring: KeyRing): string[] {
  return Object.entries(needed)
    .filter(([id, fingerprint]) => {
      const key = ring.keys[id];
      return key === undefined || (fingerprint !== "" && fingerprintOfKey(key) !== fingerprint);
    })
    .map(([id]) => id);
}
