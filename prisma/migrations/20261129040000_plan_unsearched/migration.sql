-- What a plan could not search for leftovers, and why: unknown is told as unknown.
ALTER TABLE "Plan" ADD COLUMN "unsearched" JSONB NOT NULL DEFAULT '[]';
