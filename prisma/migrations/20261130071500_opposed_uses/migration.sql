-- How many integrations of other tenants want something else of a shared thing than what this tenant's wants: one account
-- can serve several, and each deployment would change what the other set. Nothing but the number is told, and only to a
-- tenant that has recorded a use of its own. Props of such things hold no references, so they compare as they are.
CREATE FUNCTION app_count_opposed_uses(own_integration uuid, own_logical_id text, wanted jsonb) RETURNS int
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
           WHERE m."sharedKey" = own AND m."releasedAt" IS NULL AND m."tenantId" <> public.app_tenant_id()
             AND m."desired"->'props' <> wanted);
END $$;

REVOKE ALL ON FUNCTION app_count_opposed_uses(uuid, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_count_opposed_uses(uuid, text, jsonb) TO patchbay_app;
