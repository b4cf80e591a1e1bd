// One PostgreSQL for a whole run of the integration tests, with one migrated database that each file's own is copied from.
import { startCluster } from "@/lib/testing/cluster";
import { onDatabase, runAsOwner, testAppRole } from "@/lib/testing/postgres";
import { migrate } from "@/prisma/migrate";

const template = "patchbay_test_template";

export default async function startForRun(): Promise<() => Promise<void>> {
  // Several projects of one run share it.
  if (process.env.PATCHBAY_TEST_CLUSTER) return async () => undefined;
  const given = process.env.DATABASE_URL_TEST;
  const own = given ? undefined : await startCluster();
  const url = given ?? own?.url ?? "";
  await runAsOwner(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  await runAsOwner(url, `CREATE DATABASE ${template}`);
  await migrate(onDatabase(url, template), testAppRole);
  process.env.PATCHBAY_TEST_CLUSTER = url;
  process.env.PATCHBAY_TEST_TEMPLATE = template;
  return async () => {
    if (own) await own.stop();
    else await runAsOwner(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  };
}
