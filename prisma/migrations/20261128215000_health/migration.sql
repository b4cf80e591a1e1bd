-- What a readiness check must know beyond any tenant's scope. Definer functions, like those of 20261120000002_narrow_functions.

-- Names of the migrations that are done. A console is ready when none of its own is missing.
CREATE FUNCTION app_applied_migrations() RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
  SELECT m."migration_name"::text FROM public."_prisma_migrations" m
   WHERE m."finished_at" IS NOT NULL AND m."rolled_back_at" IS NULL;
END $$;

-- One sealed secret for each key that any stored secret is sealed with: whoever holds the key ring can try to open them,
-- and nobody else can do anything with them.
CREATE FUNCTION app_sealed_samples()
RETURNS TABLE ("keptIn" text, "tenantId" uuid, "id" uuid, "field" text, "sealed" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN QUERY
  SELECT DISTINCT ON (split_part(each.sealed, '.', 2)) each.kept_in, each.tenant, each.row_id, each.name, each.sealed
    FROM (
      SELECT 'Connection' AS kept_in, c."tenantId" AS tenant, c."id" AS row_id, s.key AS name, s.value AS sealed
        FROM public."Connection" c, jsonb_each_text(c."secrets") s
      UNION ALL
      SELECT 'Integration', i."tenantId", i."id", s.key, s.value
        FROM public."Integration" i, jsonb_each_text(i."secrets") s
    ) each;
END $$;

REVOKE ALL ON FUNCTION app_applied_migrations(), app_sealed_samples() FROM PUBLIC;

-- To the console's role, whatever its name is here: to whoever may look up a sign-in.
DO $$
DECLARE
  grantee regrole;
BEGIN
  FOR grantee IN
    SELECT DISTINCT a.grantee::regrole FROM pg_proc p, aclexplode(p.proacl) a
     WHERE p.oid = 'public.app_find_sign_in(text)'::regprocedure AND a.grantee NOT IN (0, p.proowner)
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION app_applied_migrations(), app_sealed_samples() TO %s', grantee);
  END LOOP;
END $$;
