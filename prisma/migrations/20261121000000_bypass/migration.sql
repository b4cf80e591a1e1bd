-- While "bypassedAt" is set, callers go past the voice agent, straight to the queue. "bypassTurnedAt" keeps changes of the
-- live flow apart: no plan from before it is applied. While the bypass is being turned it lies a little in the future, so
-- that a claim ends by itself when the process that made it is gone.
ALTER TABLE "Integration"
  ADD COLUMN "bypassedAt" TIMESTAMPTZ(3),
  ADD COLUMN "bypassedBy" TEXT,
  ADD COLUMN "bypassTurnedAt" TIMESTAMPTZ(3);
