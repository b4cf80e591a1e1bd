-- How bad a finding was, for lists: "bad" or "attention". Null in rows from before, where it isn't known.
ALTER TABLE "ContactFinding" ADD COLUMN "severity" TEXT;
