import { randomUUID } from "node:crypto";
import { asOwner } from "./people";

export interface FoundContacts {
  code: string;
  severity: "attention" | "bad";
  /** How many hours ago each contact began. */
  hoursAgo: readonly number[];
}

/** As if the scan had found something wrong with contacts of an integration. Returns their ids. */
export async function findContacts(
  integrationId: string,
  { code, severity, hoursAgo }: FoundContacts,
): Promise<string[]> {
  const ids = hoursAgo.map(() => randomUUID());
  await asOwner(
    `INSERT INTO "ContactFinding" ("tenantId", "connectionId", "contactId", "code", "severity", "integrationId", "at")
     SELECT i."tenantId", i."awsConnectionId", f.id, $2, $3, i."id", now() - make_interval(secs => f.hours * 3600)
       FROM "Integration" i, unnest($4::text[], $5::float8[]) AS f(id, hours) WHERE i."id" = $1`,
    [integrationId, code, severity, ids, hoursAgo],
  );
  return ids;
}
