-- The settings that callers have, beside the ones that were saved since; null where nothing is deployed, or not known.
ALTER TABLE "Integration" ADD COLUMN "deployedSettings" JSONB;

-- What a plan was made from, and what was deployed then: for what callers will notice, and for going back to it later.
ALTER TABLE "Plan"
  ADD COLUMN "settings" JSONB,
  ADD COLUMN "settingsBefore" JSONB,
  -- Names of what its differences mention by ids alone: queues, flows, opening hours.
  ADD COLUMN "names" JSONB NOT NULL DEFAULT '{}',
  -- Of a plan that goes back to an earlier deployment: which, what was saved when it was made, what can't be restored.
  ADD COLUMN "restores" JSONB;

-- Known for what is deployed already, as long as nobody saved other settings since its plan was made.
WITH "last" AS (
  SELECT DISTINCT ON (d."tenantId", d."integrationId")
    d."tenantId", d."integrationId", d."planId", d."purpose", p."createdAt" AS "plannedAt"
  FROM "Deployment" d
  JOIN "Plan" p ON p."tenantId" = d."tenantId" AND p."id" = d."planId"
  WHERE d."status" = 'succeeded'
  ORDER BY d."tenantId", d."integrationId", d."createdAt" DESC
)
UPDATE "Integration" i
SET "deployedSettings" = i."settings"
FROM "last"
WHERE "last"."tenantId" = i."tenantId"
  AND "last"."integrationId" = i."id"
  AND "last"."purpose" = 'deploy'
  AND NOT EXISTS (
    SELECT FROM "AuditEvent" a
    WHERE a."tenantId" = i."tenantId"
      AND a."target" = i."id"::text
      AND a."action" = 'integration:settings'
      AND a."at" > "last"."plannedAt"
  );

UPDATE "Plan" p
SET "settings" = i."deployedSettings"
FROM "Integration" i
WHERE i."tenantId" = p."tenantId"
  AND i."id" = p."integrationId"
  AND i."deployedSettings" IS NOT NULL
  AND p."id" = (
    SELECT d."planId" FROM "Deployment" d
    WHERE d."tenantId" = i."tenantId" AND d."integrationId" = i."id" AND d."status" = 'succeeded'
    ORDER BY d."createdAt" DESC LIMIT 1
  );
