-- Events that a contact center sends by itself.
-- CreateTable
CREATE TABLE "ContactEvent" (
    "tenantId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "eventId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "heardAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactEvent_pkey" PRIMARY KEY ("tenantId","connectionId","eventId")
);

-- CreateIndex
CREATE INDEX "ContactEvent_tenantId_contactId_at_idx" ON "ContactEvent"("tenantId", "contactId", "at");

-- CreateIndex
CREATE INDEX "ContactEvent_heardAt_idx" ON "ContactEvent"("heardAt");

-- AddForeignKey
ALTER TABLE "ContactEvent" ADD CONSTRAINT "ContactEvent_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactEvent" ADD CONSTRAINT "ContactEvent_tenantId_connectionId_fkey" FOREIGN KEY ("tenantId", "connectionId") REFERENCES "Connection"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"ContactEvent"', 'SELECT, INSERT, DELETE');

-- The tenant of an integration that a vendor posts to. Its id is no secret: what is posted is proven by a token or a signature.
CREATE FUNCTION app_find_hook(wanted uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN (SELECT i."tenantId" FROM public."Integration" i JOIN public."Tenant" t ON t."id" = i."tenantId"
           WHERE i."id" = wanted AND t."archivedAt" IS NULL);
END $$;
REVOKE ALL ON FUNCTION app_find_hook(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_find_hook(uuid) TO patchbay_app;
