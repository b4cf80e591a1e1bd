-- CreateTable
CREATE TABLE "GuideCheck" (
    "tenantId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "row" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "seen" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "askedSha256" TEXT NOT NULL,

    CONSTRAINT "GuideCheck_pkey" PRIMARY KEY ("tenantId","integrationId","row")
);

-- AddForeignKey
ALTER TABLE "GuideCheck" ADD CONSTRAINT "GuideCheck_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuideCheck" ADD CONSTRAINT "GuideCheck_tenantId_integrationId_fkey" FOREIGN KEY ("tenantId", "integrationId") REFERENCES "Integration"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"GuideCheck"');
