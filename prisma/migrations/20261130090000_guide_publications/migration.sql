-- CreateTable
CREATE TABLE "GuidePublication" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "row" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "plan" JSONB NOT NULL,
    "plannedBy" TEXT NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "comment" TEXT,
    "approvedBy" TEXT,
    "approvedAt" TIMESTAMPTZ(3),
    "before" JSONB,
    "outcome" JSONB,
    "endedAt" TIMESTAMPTZ(3),
    "activeKey" TEXT,

    CONSTRAINT "GuidePublication_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "GuidePublication_tenantId_activeKey_key" ON "GuidePublication"("tenantId", "activeKey");

-- CreateIndex
CREATE INDEX "GuidePublication_tenantId_integrationId_row_plannedAt_idx" ON "GuidePublication"("tenantId", "integrationId", "row", "plannedAt");

-- AddForeignKey
ALTER TABLE "GuidePublication" ADD CONSTRAINT "GuidePublication_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidePublication" ADD CONSTRAINT "GuidePublication_tenantId_integrationId_fkey" FOREIGN KEY ("tenantId", "integrationId") REFERENCES "Integration"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"GuidePublication"');
