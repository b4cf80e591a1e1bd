-- A Connect instance is named by its ARN, always: "connectInstanceArn" is unique over all tenants, and an id or an alias
-- alone says nothing of whose the instance is. What can be filled is filled; what cannot is chosen anew, and until then
-- the connection opens no instance.
SELECT set_config('app.upkeep', 'on', true);

-- Every tenant has a sandbox account of its own from now on. What a tenant has stored of the shared one is not in it; the
-- first tenant keeps that account, and the next start names its instance.
UPDATE "Connection" c
   SET "settings" = c."settings" - 'accountId' - 'instanceId' - 'instanceArn' - 'instanceAlias',
       "connectInstanceArn" = NULL, "probe" = NULL, "probedAt" = NULL, "updatedAt" = now()
  FROM "Tenant" t
 WHERE t."id" = c."tenantId" AND t."slug" <> 'sandbox' AND c."kind" = 'aws'
   AND c."settings"->'access'->>'kind' = 'sandbox';

-- The account, the region and the id make the ARN. Of two that name one instance, the older keeps it.
WITH named AS (
  SELECT DISTINCT ON (arn) "tenantId", "id", arn
    FROM (
      SELECT c."tenantId", c."id", c."createdAt",
             coalesce(c."settings"->>'instanceArn', format('arn:%s:connect:%s:%s:instance/%s',
               CASE WHEN c."settings"->>'region' LIKE 'us-gov-%' THEN 'aws-us-gov'
                    WHEN c."settings"->>'region' LIKE 'cn-%' THEN 'aws-cn' ELSE 'aws' END,
               c."settings"->>'region', c."settings"->>'accountId', c."settings"->>'instanceId')) AS arn
        FROM "Connection" c
       WHERE c."kind" = 'aws' AND c."connectInstanceArn" IS NULL
         AND (c."settings"->>'instanceArn' IS NOT NULL
           OR (c."settings"->>'accountId' IS NOT NULL AND c."settings"->>'instanceId' IS NOT NULL))
    ) unnamed
   WHERE NOT EXISTS (SELECT FROM "Connection" taken WHERE taken."connectInstanceArn" = unnamed.arn)
   ORDER BY arn, "createdAt", "id"
)
UPDATE "Connection" c
   SET "connectInstanceArn" = named.arn,
       "settings" = c."settings" || jsonb_build_object('instanceArn', named.arn,
         'instanceId', split_part(named.arn, '/', 2)),
       "updatedAt" = now()
  FROM named
 WHERE c."tenantId" = named."tenantId" AND c."id" = named."id";

UPDATE "Connection"
   SET "settings" = "settings" - 'instanceId' - 'instanceArn' - 'instanceAlias', "updatedAt" = now()
 WHERE "kind" = 'aws' AND "connectInstanceArn" IS NULL
   AND "settings" ?| ARRAY['instanceId', 'instanceArn', 'instanceAlias'];

ALTER TABLE "Connection" ADD CONSTRAINT "Connection_instance_by_arn" CHECK (
  "kind" <> 'aws'
  OR ("connectInstanceArn" IS NOT NULL AND "connectInstanceArn" = "settings"->>'instanceArn')
  OR ("connectInstanceArn" IS NULL AND NOT "settings" ?| ARRAY['instanceId', 'instanceArn', 'instanceAlias']));
