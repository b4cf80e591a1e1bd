-- While "bypassedAt" is set, callers go past the voice agent, straight to the queue. "bypassChangingUntil" keeps two changes
-- of the live flow apart (another turn of the switch, a deployment) and ends by itself when the process that set it is gone.
ALTER TABLE "Integration"
  ADD COLUMN "bypassedAt" TIMESTAMPTZ(3),
  ADD COLUMN "bypassedBy" TEXT,
  ADD COLUMN "bypassChangingUntil" TIMESTAMPTZ(3);
