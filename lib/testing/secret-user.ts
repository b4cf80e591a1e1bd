// A process that opens a connection's secret and seals it again, over and over, until its input ends: what a console does,
// for the test of a rotation beside it. Arguments: the tenant's and the connection's ids.

import { closeDatabase } from "@/lib/access/tenant/client";
import { withTenant } from "@/lib/access/tenant/scope";
import { asTenantId } from "@/lib/kernel/ids";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";

const [tenant = "", id = ""] = process.argv.slice(2);
const tenantId = asTenantId(tenant);
const place = placeOf("Connection", tenantId, id, "clientSecret");
const failed: string[] = [];
let isStopping = false;
let done = 0;
process.stdin.on("end", () => {
  isStopping = true;
});
process.stdin.resume();

while (!isStopping) {
  try {
    await withTenant(tenantId, async (db) => {
      const [row] = await db.$queryRaw<{ sealed: string }[]>`
        SELECT "secrets" ->> 'clientSecret' AS sealed FROM "Connection" WHERE "id" = ${id}::uuid FOR UPDATE`;
      const plain = openSecret(row?.sealed ?? "", place);
      if (plain !== "kept") throw new Error("another value");
      const secrets = { clientSecret: sealSecret(plain, place) };
      await db.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { secrets } });
    });
  } catch (error) {
    failed.push(error instanceof Error ? error.message : String(error));
  }
  done += 1;
  if (done === 1) process.stdout.write("at work\n");
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await closeDatabase();
process.stdout.write(`${JSON.stringify({ done, failed: failed.slice(0, 5) })}\n`);
