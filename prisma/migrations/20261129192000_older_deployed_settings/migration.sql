-- What 20261129061000 was to learn of older deployments. Forced row security binds the owner too, who sees rows only by
-- saying so: that script didn't, and changed none unless the owner was a superuser.
SELECT set_config('app.upkeep', 'on', true);

-- Known for what is deployed already, as long as nobody saved other settings since its plan was made.
WITH "last" AS (
  SELECT DISTINCT ON (d."tenantId", d."integrationId")
    d."tenantId", d."integrationId", d."planId", d."purpose", p."createdAt" AS "plannedAt"
  FROM "Deployment" d
  JOIN "Plan" p ON p."tenantId" = d."tenantId" AND p."id" = d."planId"
  WHERE d."status" = 'succeeded'
  ORDER BY d."tenantId", d."integrationId", d."createdAt" DESC
), "learned" AS (
  UPDATE "Integration" i
  SET "deployedSettings" = i."settings"
  FROM "last"
  WHERE "last"."tenantId" = i."tenantId"
    AND "last"."integrationId" = i."id"
    AND "last"."purpose" = 'deploy'
    AND i."deployedSettings" IS NULL
    AND NOT EXISTS (
      SELECT FROM "AuditEvent" a
      WHERE a."tenantId" = i."tenantId"
        AND a."target" = i."id"::text
        AND a."action" = 'integration:settings'
        AND a."at" > "last"."plannedAt"
    )
  RETURNING i."tenantId", i."settings", "last"."planId"
)
UPDATE "Plan" p
SET "settings" = "learned"."settings"
FROM "learned"
WHERE p."tenantId" = "learned"."tenantId" AND p."id" = "learned"."planId" AND p."settings" IS NULL;

SELECT set_config('app.upkeep', '', true);
