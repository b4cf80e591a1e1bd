-- What stood there before the first user of a shared setting has to outlive that user's record: whoever goes last puts it
-- back. "claimedAt" says whose record knows it: the first that claimed the setting saw it before any of us had changed it.
SELECT set_config('app.upkeep', 'on', true);
ALTER TABLE "ManagedResource" ADD COLUMN "claimedAt" TIMESTAMPTZ(3);
UPDATE "ManagedResource" SET "claimedAt" = "updatedAt" WHERE "sharedKey" IS NOT NULL;

-- Called with the lock on the key held, by a user that lets go. Only the eldest's record is the truth; it is handed to all
-- that remain, of any tenant, because one account can serve several. Nothing is told but whether there was anyone.
CREATE FUNCTION app_hand_over_previous(own_integration uuid, own_logical_id text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  own public."ManagedResource";
  handed int;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT m.* INTO own FROM public."ManagedResource" m
   WHERE m."tenantId" = public.app_tenant_id() AND m."integrationId" = own_integration AND m."logicalId" = own_logical_id;
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

REVOKE ALL ON FUNCTION app_hand_over_previous(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_hand_over_previous(uuid, text) TO patchbay_app;
