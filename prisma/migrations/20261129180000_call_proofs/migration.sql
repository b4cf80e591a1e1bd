-- CreateTable
CREATE TABLE "GuideProof" (
    "tenantId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "row" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "provenAt" TIMESTAMPTZ(3) NOT NULL,
    "askedSha256" TEXT NOT NULL,

    CONSTRAINT "GuideProof_pkey" PRIMARY KEY ("tenantId","integrationId","row")
);

-- CreateTable
CREATE TABLE "VerifiedCall" (
    "tenantId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "contactId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "hops" INTEGER NOT NULL,
    "tookMs" INTEGER NOT NULL,
    "connectionsSha256" TEXT NOT NULL,

    CONSTRAINT "VerifiedCall_pkey" PRIMARY KEY ("tenantId","integrationId")
);

-- AddForeignKey
ALTER TABLE "GuideProof" ADD CONSTRAINT "GuideProof_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuideProof" ADD CONSTRAINT "GuideProof_tenantId_integrationId_fkey" FOREIGN KEY ("tenantId", "integrationId") REFERENCES "Integration"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VerifiedCall" ADD CONSTRAINT "VerifiedCall_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VerifiedCall" ADD CONSTRAINT "VerifiedCall_tenantId_integrationId_fkey" FOREIGN KEY ("tenantId", "integrationId") REFERENCES "Integration"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"GuideProof"');
SELECT app_protect_tenant_table('"VerifiedCall"');
