-- The same finding in many calls of one integration is one issue. What is counted is the findings themselves; beside them
-- stands only what people said of an issue: that it is fixed, and their notes.
SELECT set_config('app.upkeep', 'on', true);

-- AlterTable
ALTER TABLE "ContactFinding" ADD COLUMN "integrationId" UUID;

UPDATE "ContactFinding" f SET "integrationId" = l."integrationId"
  FROM "ContactLook" l
 WHERE l."tenantId" = f."tenantId" AND l."connectionId" = f."connectionId" AND l."contactId" = f."contactId";

-- CreateIndex
CREATE INDEX "ContactFinding_tenantId_code_integrationId_at_idx" ON "ContactFinding"("tenantId", "code", "integrationId", "at");

-- CreateTable
CREATE TABLE "IssueResolution" (
    "tenantId" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "deploymentId" UUID,
    "fixedAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedByName" TEXT NOT NULL,

    CONSTRAINT "IssueResolution_pkey" PRIMARY KEY ("tenantId","integrationId","code")
);

-- CreateTable
CREATE TABLE "IssueNote" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "integrationId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "authorName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IssueNote_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "IssueNote_tenantId_integrationId_code_at_idx" ON "IssueNote"("tenantId", "integrationId", "code", "at");

-- AddForeignKey
ALTER TABLE "IssueResolution" ADD CONSTRAINT "IssueResolution_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueNote" ADD CONSTRAINT "IssueNote_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"IssueResolution"');
-- Pinned or removed, never rewritten, as a contact's notes.
SELECT app_protect_tenant_table('"IssueNote"', 'SELECT, INSERT, DELETE');

SELECT set_config('app.upkeep', '', true);
