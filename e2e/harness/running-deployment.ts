import { randomUUID } from "node:crypto";
import { asOwner } from "./people";

/** It stays as it is for a minute: its job is there, so that no worker adds one, and isn't due before that. */
export async function newRunningDeployment(slug: string): Promise<string> {
  const deploymentId = randomUUID();
  await asOwner(
    `SELECT graphile_worker.add_job(
              identifier := 'apply-deployment',
              payload := json_build_object('tenantId', "id", 'deploymentId', $2::text),
              run_at := now() + interval '60 seconds',
              job_key := "id"::text || ':' || $2::text)
       FROM "Tenant" WHERE "slug" = $1`,
    [slug, deploymentId],
  );
  await asOwner(
    `WITH tenant AS (SELECT "id" FROM "Tenant" WHERE "slug" = $1),
     account AS (
       INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "updatedAt")
       SELECT "id", gen_random_uuid(), 'aws', 'Account', '{"access":{"kind":"sandbox"}}', now() FROM tenant
       RETURNING "tenantId", "id"),
     integration AS (
       INSERT INTO "Integration" ("tenantId", "id", "blueprint", "name", "settings", "awsConnectionId", "updatedAt")
       SELECT "tenantId", gen_random_uuid(), 'kore-voice', 'Voice', '{}', "id", now() FROM account
       RETURNING "tenantId", "id"),
     plan AS (
       INSERT INTO "Plan" ("tenantId", "id", "integrationId", "purpose", "desired", "steps", "changes")
       SELECT "tenantId", gen_random_uuid(), "id", 'deploy', '[]', '[]', 1 FROM integration
       RETURNING "tenantId", "id", "integrationId")
     INSERT INTO "Deployment" ("tenantId", "id", "integrationId", "planId", "purpose", "status")
     SELECT "tenantId", $2, "integrationId", "id", 'deploy', 'running' FROM plan`,
    [slug, deploymentId],
  );
  return deploymentId;
}
