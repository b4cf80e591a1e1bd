-- An integration may have its contact center at a vendor, and no AWS account. The foreign key holds for those that have one.
ALTER TABLE "Integration" ALTER COLUMN "awsConnectionId" DROP NOT NULL;
