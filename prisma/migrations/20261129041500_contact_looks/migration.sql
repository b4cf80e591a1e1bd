-- CreateTable
CREATE TABLE "ContactLook" (
    "tenantId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "contactId" TEXT NOT NULL,
    "integrationId" UUID,
    "beganAt" TIMESTAMPTZ(3) NOT NULL,
    "verdict" TEXT NOT NULL,
    "account" JSONB NOT NULL,
    "isSettled" BOOLEAN NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactLook_pkey" PRIMARY KEY ("tenantId","connectionId","contactId")
);

-- CreateIndex
CREATE INDEX "ContactLook_tenantId_beganAt_idx" ON "ContactLook"("tenantId", "beganAt");

-- CreateIndex
CREATE INDEX "ContactLook_tenantId_seenAt_idx" ON "ContactLook"("tenantId", "seenAt");

-- AddForeignKey
ALTER TABLE "ContactLook" ADD CONSTRAINT "ContactLook_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactLook" ADD CONSTRAINT "ContactLook_tenantId_connectionId_fkey" FOREIGN KEY ("tenantId", "connectionId") REFERENCES "Connection"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"ContactLook"');
