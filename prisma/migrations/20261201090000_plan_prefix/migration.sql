-- Until something is deployed the prefix can change: a plan from before would make everything under the old one.
ALTER TABLE "Plan" ADD COLUMN "prefix" TEXT;
