-- What a tenant has decided about members of posted metadata and attributes: hidden beside what is hidden anyway, or
-- shown although their names look like a person's data.
CREATE TABLE "PrivacyRules" (
    "tenantId" UUID NOT NULL,
    "hiddenKeys" TEXT[] NOT NULL,
    "shownKeys" TEXT[] NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PrivacyRules_pkey" PRIMARY KEY ("tenantId")
);

-- AddForeignKey
ALTER TABLE "PrivacyRules" ADD CONSTRAINT "PrivacyRules_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"PrivacyRules"', 'SELECT, INSERT, UPDATE');
