-- CreateTable
CREATE TABLE "ContactFinding" (
    "tenantId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "contactId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactFinding_pkey" PRIMARY KEY ("tenantId","connectionId","contactId","code")
);

-- CreateTable
CREATE TABLE "ContactScan" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3) NOT NULL,
    "contacts" INTEGER NOT NULL,
    "listed" INTEGER NOT NULL,
    "problem" JSONB,
    "ranAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactScan_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "RecentSearch" (
    "tenantId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "query" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecentSearch_pkey" PRIMARY KEY ("tenantId","userId","query")
);

-- CreateIndex
CREATE INDEX "ContactFinding_tenantId_connectionId_at_idx" ON "ContactFinding"("tenantId", "connectionId", "at");

-- CreateIndex
CREATE INDEX "ContactScan_tenantId_connectionId_toAt_idx" ON "ContactScan"("tenantId", "connectionId", "toAt");

-- AddForeignKey
ALTER TABLE "ContactFinding" ADD CONSTRAINT "ContactFinding_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactFinding" ADD CONSTRAINT "ContactFinding_tenantId_connectionId_fkey" FOREIGN KEY ("tenantId", "connectionId") REFERENCES "Connection"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactScan" ADD CONSTRAINT "ContactScan_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactScan" ADD CONSTRAINT "ContactScan_tenantId_connectionId_fkey" FOREIGN KEY ("tenantId", "connectionId") REFERENCES "Connection"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecentSearch" ADD CONSTRAINT "RecentSearch_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecentSearch" ADD CONSTRAINT "RecentSearch_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"ContactFinding"');
SELECT app_protect_tenant_table('"ContactScan"');
SELECT app_protect_tenant_table('"RecentSearch"');

-- A scan for each connected account that something is deployed in and that was not scanned for so long. Whichever worker
-- asks first makes the jobs; their keys keep a second one from being added. At most two scans run at once over all
-- workers (their queues), so that deployments always find a free one, and deployments go first (the priority). Only for
-- the worker, which works as the owner of the tables.
CREATE FUNCTION app_enqueue_contact_scans(every_minutes double precision) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  due record;
  made int := 0;
BEGIN
  FOR due IN
    SELECT c."tenantId", c."id" FROM public."Connection" c
    WHERE c."kind" = 'aws'
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

REVOKE ALL ON FUNCTION app_enqueue_contact_scans(double precision) FROM PUBLIC;
