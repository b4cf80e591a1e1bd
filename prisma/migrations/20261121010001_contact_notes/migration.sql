-- CreateTable
CREATE TABLE "ContactNote" (
    "tenantId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "contactId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "authorName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactNote_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "ContactNote_tenantId_contactId_at_idx" ON "ContactNote"("tenantId", "contactId", "at");

-- AddForeignKey
ALTER TABLE "ContactNote" ADD CONSTRAINT "ContactNote_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Pinned or removed, never rewritten: what somebody is said to have written is what they wrote.
SELECT app_protect_tenant_table('"ContactNote"', 'SELECT, INSERT, DELETE');
