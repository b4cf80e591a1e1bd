-- What somebody began to turn the bypass to, and who; null once the outcome is known and kept. It stays where the process
-- was killed, or the account did not answer, in between: then only the account knows how callers go.
ALTER TABLE "Integration"
  ADD COLUMN "bypassTurningTo" BOOLEAN,
  ADD COLUMN "bypassTurningBy" TEXT;
