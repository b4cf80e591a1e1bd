-- Ids by which vendors know the contacts of a contact center that isn't Amazon Connect.
-- CreateTable
CREATE TABLE "ContactLink" (
    "tenantId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "contactId" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "heardAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "from" TEXT NOT NULL,

    CONSTRAINT "ContactLink_pkey" PRIMARY KEY ("tenantId","contactId","vendor","externalId")
);

-- CreateIndex
CREATE INDEX "ContactLink_tenantId_vendor_externalId_idx" ON "ContactLink"("tenantId", "vendor", "externalId");

-- CreateIndex
CREATE INDEX "ContactLink_tenantId_heardAt_idx" ON "ContactLink"("tenantId", "heardAt");

-- AddForeignKey
ALTER TABLE "ContactLink" ADD CONSTRAINT "ContactLink_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactLink" ADD CONSTRAINT "ContactLink_tenantId_connectionId_fkey" FOREIGN KEY ("tenantId", "connectionId") REFERENCES "Connection"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"ContactLink"', 'SELECT, INSERT, DELETE');

-- As before, and a contact center's connection is scanned where an integration uses it: most of what such an integration needs
-- is set up at the vendors, so it may have no resources of its own. Without the second argument only AWS accounts are due.
DROP FUNCTION app_enqueue_contact_scans(double precision);
CREATE FUNCTION app_enqueue_contact_scans(every_minutes double precision, center_kinds text[] DEFAULT '{}') RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  due record;
  made int := 0;
BEGIN
  FOR due IN
    SELECT c."tenantId", c."id" FROM public."Connection" c
    WHERE EXISTS (SELECT FROM public."Tenant" t WHERE t."id" = c."tenantId" AND t."archivedAt" IS NULL)
      AND (c."kind" = 'aws'
           AND EXISTS (SELECT FROM public."Integration" i
                         JOIN public."ManagedResource" m ON m."tenantId" = i."tenantId" AND m."integrationId" = i."id"
                        WHERE i."tenantId" = c."tenantId" AND i."awsConnectionId" = c."id")
           OR c."kind" = ANY (center_kinds)
           AND EXISTS (SELECT FROM public."Integration" i
                        WHERE i."tenantId" = c."tenantId" AND i."vendorConnections" ->> c."kind" = c."id"::text))
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
REVOKE EXECUTE ON FUNCTION app_enqueue_contact_scans(double precision, text[]) FROM PUBLIC;
