-- Things that an account and region, or a Connect instance, has only one of. Each integration that uses one keeps its own
-- row in "ManagedResource" as before; rows with the same "sharedKey" are the uses of one thing, so the count can never
-- disagree with the records. "releasedAt" is the stored intent to let go: from then on the row counts no more.
ALTER TABLE "ManagedResource" ADD COLUMN "releasedAt" TIMESTAMPTZ(3), ADD COLUMN "sharedKey" TEXT;

-- CreateIndex
CREATE INDEX "ManagedResource_sharedKey_idx" ON "ManagedResource"("sharedKey");

-- API Gateway's log role was the only such thing so far. Its name ends in the region; its ARN names the account.
SELECT set_config('app.upkeep', 'on', true);
UPDATE "ManagedResource"
   SET "sharedKey" = 'api-log-role:' || split_part("outputs"->>'arn', ':', 5) || ':'
       || replace("desired"->'props'->>'roleName', 'patchbay-api-logs-', '') || ':' || ("desired"->'props'->>'roleName')
 WHERE "type" = 'api-log-role' AND "outputs"->>'arn' LIKE 'arn:%' AND "desired"->'props'->>'roleName' IS NOT NULL;

-- How many others use what this integration has recorded under this id; all tenants are counted, because an account can
-- serve several, and nothing but the number is told. NULL when the asking tenant has recorded nothing shared there.
CREATE FUNCTION app_count_other_uses(own_integration uuid, own_logical_id text) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  own text;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT m."sharedKey" INTO own FROM public."ManagedResource" m
   WHERE m."tenantId" = public.app_tenant_id() AND m."integrationId" = own_integration AND m."logicalId" = own_logical_id;
  IF own IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT count(*)::int FROM public."ManagedResource" m
           WHERE m."sharedKey" = own AND m."releasedAt" IS NULL
             AND NOT (m."tenantId" = public.app_tenant_id() AND m."integrationId" = own_integration));
END $$;

-- Whoever takes up or lets go of a shared thing holds this until the end of their transaction, so that one cannot begin
-- to use what another has just counted as unused.
CREATE FUNCTION app_lock_shared(shared_key text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('shared:' || shared_key, 0));
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION app_count_other_uses(uuid, text), app_lock_shared(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_count_other_uses(uuid, text), app_lock_shared(text) TO patchbay_app;
