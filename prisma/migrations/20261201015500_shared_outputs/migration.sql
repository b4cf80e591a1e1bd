-- Whoever made a shared thing may have changed it since the others looked at it. What it left there goes to those that remain,
-- with what stood there before any of us: the last of them knows by it that nobody else has changed it since. Only from who
-- made it: another one may have seen the change of somebody else. And once: a release that is repeated is later than it was.
CREATE OR REPLACE FUNCTION app_hand_over_previous(own_integration uuid, own_logical_id text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  own public."ManagedResource";
  handed int;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT m.* INTO own FROM public."ManagedResource" m
   WHERE m."tenantId" = public.app_tenant_id() AND m."integrationId" = own_integration AND m."logicalId" = own_logical_id;
  IF own."releasedAt" IS NULL AND own."physicalId" <> '' AND own."previous" = '{"stood": false}'::jsonb THEN
    UPDATE public."ManagedResource" m SET "outputs" = own."outputs"
     WHERE m."sharedKey" = own."sharedKey" AND m."releasedAt" IS NULL AND m."physicalId" = own."physicalId"
       AND m."updatedAt" < own."updatedAt"
       AND NOT (m."tenantId" = own."tenantId" AND m."integrationId" = own."integrationId");
  END IF;
  IF own."sharedKey" IS NULL OR own."previous" IS NULL OR EXISTS (
       SELECT 1 FROM public."ManagedResource" m
        WHERE m."sharedKey" = own."sharedKey" AND m."releasedAt" IS NULL AND m."previous" IS NOT NULL
          AND NOT (m."tenantId" = own."tenantId" AND m."integrationId" = own."integrationId")
          AND (m."claimedAt", m."integrationId", m."logicalId") < (own."claimedAt", own."integrationId", own."logicalId")) THEN
    RETURN 0;
  END IF;
  UPDATE public."ManagedResource" m SET "previous" = own."previous"
   WHERE m."sharedKey" = own."sharedKey" AND m."releasedAt" IS NULL
     AND NOT (m."tenantId" = own."tenantId" AND m."integrationId" = own."integrationId");
  GET DIAGNOSTICS handed = ROW_COUNT;
  RETURN handed;
END $$;
