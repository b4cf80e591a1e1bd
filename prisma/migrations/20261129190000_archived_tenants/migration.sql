-- An operator archived the tenant: its screens and its jobs stop, and nothing of it is deleted.
ALTER TABLE "Tenant" ADD COLUMN     "archivedAt" TIMESTAMPTZ(3),
ADD COLUMN     "archivedBy" TEXT;

-- As before, and an archived tenant's accounts are not scanned.
CREATE OR REPLACE FUNCTION app_enqueue_contact_scans(every_minutes double precision) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  due record;
  made int := 0;
BEGIN
  FOR due IN
    SELECT c."tenantId", c."id" FROM public."Connection" c
    WHERE c."kind" = 'aws'
      AND EXISTS (SELECT FROM public."Tenant" t WHERE t."id" = c."tenantId" AND t."archivedAt" IS NULL)
      AND EXISTS (SELECT FROM public."Integration" i
                    JOIN public."ManagedResource" m ON m."tenantId" = i."tenantId" AND m."integrationId" = i."id"
                   WHERE i."tenantId" = c."tenantId" AND i."awsConnectionId" = c."id")
      AND NOT EXISTS (SELECT FROM public."ContactScan" s
                       WHERE s."tenantId" = c."tenantId" AND s."connectionId" = c."id"
                         AND s."ranAt" > clock_timestamp() - make_interval(secs => every_minutes * 60))
  LOOP
    PERFORM graphile_worker.add_job(
      identifier := 'scan-contacts',
      payload := json_build_object('tenantId', due."tenantId", 'connectionId', due."id"),
      queue_name := 'scan:' || abs(hashtext(due."id"::text)) % 2,
      max_attempts := 1,
      priority := 10,
      job_key := due."tenantId"::text || ':scan:' || due."id"::text,
      job_key_mode := 'preserve_run_at');
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
