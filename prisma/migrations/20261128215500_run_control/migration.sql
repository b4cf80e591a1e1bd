-- A deployment that any worker may take up, and only one may go on with: "fence" rises each time it is taken up, and a
-- worker that holds an older number writes nothing any more. "queue" lets the watchdog put a lost job back without asking
-- AWS whose account it is.
ALTER TABLE "Deployment"
  ADD COLUMN "queue" TEXT,
  ADD COLUMN "fence" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "heldBy" TEXT,
  ADD COLUMN "stopRequestedAt" TIMESTAMPTZ(3),
  ADD COLUMN "stopRequestedBy" TEXT;

-- Workers that one supervisor starts one after another share a "place": the next one knows that those before it are dead.
ALTER TABLE "WorkerBeat" ADD COLUMN "place" TEXT;
