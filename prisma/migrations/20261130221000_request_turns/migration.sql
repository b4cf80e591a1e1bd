-- When an account at a vendor may be asked next: all consoles and workers share the rate that its people have.
-- CreateTable
CREATE TABLE "RequestTurn" (
    "key" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestTurn_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "RequestTurn_nextAt_idx" ON "RequestTurn"("nextAt");

SELECT app_protect_table('"RequestTurn"');

-- Takes the next turn, and says in how many milliseconds it is; NULL, and none is taken, when it would be later than that. By
-- the database's clock: those of the processes may differ.
CREATE FUNCTION app_take_turn(turn_key text, every_ms int, within_ms int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  every interval := make_interval(secs => every_ms / 1000.0);
  latest timestamptz := clock_timestamp() + make_interval(secs => within_ms / 1000.0);
  turn timestamptz;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  INSERT INTO public."RequestTurn" AS t ("key", "nextAt") VALUES (turn_key, clock_timestamp() + every)
    ON CONFLICT ("key") DO UPDATE SET "nextAt" = greatest(t."nextAt", clock_timestamp()) + every
      WHERE t."nextAt" <= latest
    RETURNING t."nextAt" - every INTO turn;
  -- Accounts that nobody asks any more.
  IF random() < 0.01 THEN
    DELETE FROM public."RequestTurn" WHERE "nextAt" < clock_timestamp() - interval '1 day';
  END IF;
  RETURN CASE WHEN turn IS NOT NULL
    THEN greatest(0, ceil(extract(epoch FROM turn - clock_timestamp()) * 1000))::int END;
END $$;
REVOKE ALL ON FUNCTION app_take_turn(text, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_take_turn(text, int, int) TO patchbay_app;
