-- What the console must be able to do beyond its scope, each as one narrow function that runs as the owner of the tables.
-- Each names its own search_path, so that nobody can put another table in the way, and sets app.upkeep, which lasts to the
-- transaction's end and is of use to the owner's role alone. (A SET clause would be tidier, but only a superuser may write
-- one for a setting of ours, and the owner need not be one.)

-- The row that a password is checked against. NULL columns when nobody has this e-mail: the caller still spends the time.
CREATE FUNCTION app_find_sign_in(wanted_email text)
RETURNS TABLE ("id" uuid, "email" text, "name" text, "passwordHash" text, "sessionVersion" int, "isOperator" boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN QUERY
  SELECT u."id", u."email", u."name", u."passwordHash", u."sessionVersion", u."isOperator"
    FROM public."User" u WHERE u."email" = lower(wanted_email) AND u."disabledAt" IS NULL;
END $$;

-- Takes one sign-in attempt from the allowance, or refuses: NULL. Counted as failed until app_pass_sign_in says otherwise,
-- so that attempts at the same time cannot slip past the limit. The lock makes attempts for one e-mail wait for each other.
CREATE FUNCTION app_take_sign_in_attempt(
  hashed_email text, from_address text, email_limit int, address_limit int, window_seconds int
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  since timestamptz := clock_timestamp() - make_interval(secs => window_seconds);
  taken bigint;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('sign-in:' || hashed_email, 0));
  DELETE FROM public."SignInAttempt" WHERE "at" < clock_timestamp() - interval '7 days';
  IF (SELECT count(*) FROM public."SignInAttempt" a
       WHERE a."emailHash" = hashed_email AND NOT a."succeeded" AND a."at" > since
         -- A success starts the count anew.
         AND a."id" > COALESCE((SELECT max(s."id") FROM public."SignInAttempt" s
                                 WHERE s."emailHash" = hashed_email AND s."succeeded"), 0)) >= email_limit
     OR (SELECT count(*) FROM public."SignInAttempt" a
          WHERE a."address" = from_address AND NOT a."succeeded" AND a."at" > since) >= address_limit THEN
    RETURN NULL;
  END IF;
  INSERT INTO public."SignInAttempt" ("emailHash", "address", "succeeded", "at")
    VALUES (hashed_email, from_address, false, clock_timestamp()) RETURNING "id" INTO taken;
  RETURN taken;
END $$;

CREATE FUNCTION app_pass_sign_in(attempt bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  UPDATE public."SignInAttempt" SET "succeeded" = true WHERE "id" = attempt;
END $$;

-- An invitation that can still be accepted, by the hash of its link's token.
CREATE FUNCTION app_find_invitation(wanted_hash text)
RETURNS TABLE ("tenantId" uuid, "tenantName" text, "email" text, "role" text, "expiresAt" timestamptz, "hasAccount" boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN QUERY
  SELECT i."tenantId", t."name", i."email", i."role"::text, i."expiresAt",
         EXISTS (SELECT FROM public."User" u WHERE u."email" = i."email")
    FROM public."Invitation" i JOIN public."Tenant" t ON t."id" = i."tenantId"
   WHERE i."tokenHash" = wanted_hash AND i."acceptedAt" IS NULL AND i."revokedAt" IS NULL
     AND i."expiresAt" > clock_timestamp();
END $$;

-- A user's own new password. Ends all older sessions. Returns the new session version.
CREATE FUNCTION app_change_own_password(new_hash text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  version int;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  UPDATE public."User" u SET "passwordHash" = new_hash, "sessionVersion" = u."sessionVersion" + 1
   WHERE u."id" = public.app_user_id() AND u."disabledAt" IS NULL RETURNING u."sessionVersion" INTO version;
  RETURN version;
END $$;

-- Ends every session of a user, wherever its cookie or a copy of it lies.
CREATE FUNCTION app_end_own_sessions() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  UPDATE public."User" u SET "sessionVersion" = u."sessionVersion" + 1 WHERE u."id" = public.app_user_id();
END $$;

-- Disables (or enables again) a member of the scoped tenant. An account that other tenants use too, or an operator's, is
-- not one tenant's to disable: 'elsewhere'. Nobody's member: 'missing'.
CREATE FUNCTION app_set_user_disabled(wanted uuid, disable boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  PERFORM FROM public."Membership" m WHERE m."userId" = wanted AND m."tenantId" = public.app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF EXISTS (SELECT FROM public."Membership" m WHERE m."userId" = wanted AND m."tenantId" <> public.app_tenant_id())
     OR EXISTS (SELECT FROM public."User" u WHERE u."id" = wanted AND u."isOperator") THEN
    RETURN 'elsewhere';
  END IF;
  UPDATE public."User" u SET "disabledAt" = CASE WHEN disable THEN COALESCE(u."disabledAt", clock_timestamp()) END,
         "sessionVersion" = u."sessionVersion" + 1 WHERE u."id" = wanted;
  RETURN 'done';
END $$;

-- A job of the scoped tenant, in the caller's transaction. graphile-worker's own tables have row-level security without a
-- policy, so an ordinary role cannot write them. Keys are prefixed: no tenant can replace another's job.
CREATE FUNCTION app_enqueue_job(job_name text, job_payload json, job_queue text, job_key text, attempts int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF public.app_tenant_id() IS NULL OR (job_payload ->> 'tenantId') IS DISTINCT FROM public.app_tenant_id()::text THEN
    RAISE EXCEPTION 'a job belongs to the tenant whose scope it is enqueued in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM graphile_worker.add_job(
    identifier := job_name, payload := job_payload, queue_name := job_queue, max_attempts := attempts,
    job_key := public.app_tenant_id()::text || ':' || job_key);
END $$;

REVOKE ALL ON FUNCTION
  app_find_sign_in(text), app_take_sign_in_attempt(text, text, int, int, int), app_pass_sign_in(bigint),
  app_find_invitation(text), app_change_own_password(text),
  app_end_own_sessions(), app_set_user_disabled(uuid, boolean), app_enqueue_job(text, json, text, text, int)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_find_sign_in(text), app_take_sign_in_attempt(text, text, int, int, int), app_pass_sign_in(bigint),
  app_find_invitation(text), app_change_own_password(text),
  app_end_own_sessions(), app_set_user_disabled(uuid, boolean), app_enqueue_job(text, json, text, text, int)
TO patchbay_app;
