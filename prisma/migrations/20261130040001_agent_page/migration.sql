-- What an agent's page met while they worked, and the softphone logs that agents attached to contacts. Both are written once,
-- read on a contact's trail, and deleted after 30 days.
-- CreateTable
CREATE TABLE "AgentPageEvent" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contactId" TEXT,
    "userId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgentPageEvent_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "AgentLog" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contactId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "userName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgentLog_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "AgentPageEvent_tenantId_contactId_at_idx" ON "AgentPageEvent"("tenantId", "contactId", "at");

-- CreateIndex
CREATE INDEX "AgentPageEvent_tenantId_userId_at_idx" ON "AgentPageEvent"("tenantId", "userId", "at");

-- CreateIndex
CREATE INDEX "AgentLog_tenantId_contactId_at_idx" ON "AgentLog"("tenantId", "contactId", "at");

-- AddForeignKey
ALTER TABLE "AgentPageEvent" ADD CONSTRAINT "AgentPageEvent_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentLog" ADD CONSTRAINT "AgentLog_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_tenant_table('"AgentPageEvent"', 'SELECT, INSERT, DELETE');
SELECT app_protect_tenant_table('"AgentLog"', 'SELECT, INSERT, DELETE');
