-- CreateTable
CREATE TABLE "FlowVersion" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "integrationId" UUID,
    "deploymentId" UUID,
    "flowId" TEXT NOT NULL,
    "flowArn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contentSha256" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "savedBy" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FlowVersion_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "FlowVersion_tenantId_flowArn_at_idx" ON "FlowVersion"("tenantId", "flowArn", "at");

-- AddForeignKey
ALTER TABLE "FlowVersion" ADD CONSTRAINT "FlowVersion_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written once, as the audit is.
SELECT app_protect_tenant_table('"FlowVersion"', 'SELECT, INSERT');
