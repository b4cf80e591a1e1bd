-- What signing in and looking after accounts must be able to do beyond a scope. Definer functions, like those of
-- 20261120000002_narrow_functions.

-- Takes one sign-in attempt, or says how many seconds to wait. Failures count for one account from one address; those of
-- a device that has signed in to the account before count for that device alone. So nobody can make anybody else wait:
-- an owner's own browser never, and another browser only from the same address. An address that fails with many
-- accounts waits as well. The wait doubles with each failure. Counted as failed until app_pass_sign_in says otherwise, so
-- that attempts at the same time cannot slip past; the locks make those of one key wait for each other.
CREATE FUNCTION app_begin_sign_in(
  hashed_email text, wanted_email text, from_address text, device_hash text,
  account_tries int, address_tries int, first_wait double precision, longest_wait double precision
) RETURNS TABLE ("attempt" bigint, "waitSeconds" int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  known text;
  failures bigint;
  latest timestamptz;
  wait_until timestamptz;
  moment timestamptz;
  taken bigint;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT d."tokenHash" INTO known FROM public."KnownDevice" d JOIN public."User" u ON u."id" = d."userId"
   WHERE u."email" = lower(wanted_email) AND d."tokenHash" = device_hash;
  IF known IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('sign-in-from:' || from_address, 0));
  ELSE
    PERFORM pg_advisory_xact_lock(hashtextextended('sign-in-by:' || hashed_email || known, 0));
  END IF;
  moment := clock_timestamp();
  DELETE FROM public."SignInAttempt" WHERE "at" < moment - interval '7 days';

  SELECT count(*), max(a."at") INTO failures, latest FROM public."SignInAttempt" a
   WHERE a."emailHash" = hashed_email AND NOT a."succeeded" AND a."at" > moment - interval '1 day'
     AND a."device" IS NOT DISTINCT FROM known AND (known IS NOT NULL OR a."address" = from_address)
     -- A success starts the count anew.
     AND a."id" > COALESCE((SELECT max(s."id") FROM public."SignInAttempt" s
                             WHERE s."emailHash" = hashed_email AND s."succeeded"
                               AND s."device" IS NOT DISTINCT FROM known
                               AND (known IS NOT NULL OR s."address" = from_address)), 0);
  IF failures >= account_tries THEN
    wait_until := latest + make_interval(secs =>
      least(longest_wait, first_wait * power(2::double precision, least(failures - account_tries, 30))));
  END IF;

  IF known IS NULL THEN
    SELECT count(*), max(a."at") INTO failures, latest FROM public."SignInAttempt" a
     WHERE a."address" = from_address AND NOT a."succeeded" AND a."device" IS NULL AND a."at" > moment - interval '1 hour';
    IF failures >= address_tries THEN
      wait_until := greatest(wait_until, latest + make_interval(secs =>
        least(longest_wait, first_wait * power(2::double precision, least(failures - address_tries, 30)))));
    END IF;
  END IF;

  IF wait_until > moment THEN
    RETURN QUERY SELECT NULL::bigint, ceil(extract(epoch FROM wait_until - moment))::int;
    RETURN;
  END IF;
  INSERT INTO public."SignInAttempt" ("emailHash", "address", "device", "succeeded", "at")
    VALUES (hashed_email, from_address, known, false, moment) RETURNING "id" INTO taken;
  RETURN QUERY SELECT taken, 0;
END $$;

-- The password was right and a code is still to come: neither a failure nor a success.
CREATE FUNCTION app_forget_sign_in_attempt(attempt bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  DELETE FROM public."SignInAttempt" a WHERE a."id" = attempt AND NOT a."succeeded";
END $$;

-- How many failures there were since the last success before this one, from anywhere: told to whoever signs in.
CREATE FUNCTION app_count_failed_sign_ins(hashed_email text, attempt bigint) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN (SELECT count(*)::int FROM public."SignInAttempt" a
           WHERE a."emailHash" = hashed_email AND NOT a."succeeded" AND a."id" < attempt
             AND a."id" > COALESCE((SELECT max(s."id") FROM public."SignInAttempt" s
                                     WHERE s."emailHash" = hashed_email AND s."succeeded" AND s."id" < attempt), 0));
END $$;

-- The hash that a person's own password is checked against when they confirm who they are.
CREATE FUNCTION app_own_password_hash() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN (SELECT u."passwordHash" FROM public."User" u WHERE u."id" = public.app_user_id() AND u."disabledAt" IS NULL);
END $$;

-- Why the user of the scope must have a second factor: 'operator' once the console is reachable from elsewhere or any
-- tenant has a real AWS account, 'tenant' when one of theirs asks for it; NULL when they need not.
CREATE FUNCTION app_second_factor_rule(is_reachable boolean) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  IF EXISTS (SELECT FROM public."Membership" m JOIN public."Tenant" t ON t."id" = m."tenantId"
              WHERE m."userId" = public.app_user_id() AND t."requiresSecondFactor") THEN
    RETURN 'tenant';
  END IF;
  IF EXISTS (SELECT FROM public."User" u WHERE u."id" = public.app_user_id() AND u."isOperator")
     AND (is_reachable OR EXISTS (
       SELECT FROM public."Connection" c
        WHERE c."kind" = 'aws' AND c."settings" -> 'access' ->> 'kind' IS DISTINCT FROM 'sandbox')) THEN
    RETURN 'operator';
  END IF;
  RETURN NULL;
END $$;

-- Turns the user's own second factor on (with a new set of recovery codes) or off.
CREATE FUNCTION app_set_own_second_factor(is_on boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  UPDATE public."User" u SET "secondFactorAt" = CASE WHEN is_on THEN clock_timestamp() END
   WHERE u."id" = public.app_user_id();
  IF NOT is_on THEN
    DELETE FROM public."SecondFactor" f WHERE f."userId" = public.app_user_id();
    DELETE FROM public."RecoveryCode" c WHERE c."userId" = public.app_user_id();
  END IF;
END $$;

-- Whether whoever asks may look after this account: in a user's scope an operator, for anybody's; in a tenant's scope its
-- administrators, for members who belong to this tenant alone and are no operators. 'yes', 'missing', or 'elsewhere'.
CREATE FUNCTION app_manageable(wanted uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  IF public.app_user_id() IS NOT NULL THEN
    RETURN CASE WHEN public.app_is_operator() AND EXISTS (SELECT FROM public."User" u WHERE u."id" = wanted)
                THEN 'yes' ELSE 'missing' END;
  END IF;
  PERFORM FROM public."Membership" m WHERE m."userId" = wanted AND m."tenantId" = public.app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF EXISTS (SELECT FROM public."Membership" m WHERE m."userId" = wanted AND m."tenantId" <> public.app_tenant_id())
     OR EXISTS (SELECT FROM public."User" u WHERE u."id" = wanted AND (u."isOperator" OR u."disabledByOperator")) THEN
    RETURN 'elsewhere';
  END IF;
  RETURN 'yes';
END $$;

-- As before, and what an operator disabled is an operator's to enable.
CREATE OR REPLACE FUNCTION app_set_user_disabled(wanted uuid, disable boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  outcome text := public.app_manageable(wanted);
BEGIN
  IF public.app_tenant_id() IS NULL THEN RETURN 'missing'; END IF;
  IF outcome <> 'yes' THEN RETURN outcome; END IF;
  PERFORM set_config('app.upkeep', 'on', true);
  UPDATE public."User" u SET "disabledAt" = CASE WHEN disable THEN COALESCE(u."disabledAt", clock_timestamp()) END,
         "sessionVersion" = u."sessionVersion" + 1 WHERE u."id" = wanted;
  RETURN 'done';
END $$;

-- An operator disables (or enables) anybody but themselves and the last operator: 'done', 'missing', 'yourself', 'last'.
-- The operators' rows are locked, so that two who disable each other cannot both succeed.
CREATE FUNCTION app_disable_person(wanted uuid, disable boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  others bigint;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  PERFORM FROM public."User" u WHERE u."isOperator" ORDER BY u."id" FOR UPDATE;
  IF public.app_user_id() IS NULL OR NOT public.app_is_operator() THEN RETURN 'missing'; END IF;
  PERFORM FROM public."User" u WHERE u."id" = wanted FOR UPDATE;
  IF NOT FOUND THEN RETURN 'missing'; END IF;
  IF wanted = public.app_user_id() THEN RETURN 'yourself'; END IF;
  SELECT count(*) INTO others FROM public."User" u
   WHERE u."isOperator" AND u."disabledAt" IS NULL AND u."id" <> wanted;
  IF disable AND others = 0 THEN RETURN 'last'; END IF;
  UPDATE public."User" u SET "disabledAt" = CASE WHEN disable THEN COALESCE(u."disabledAt", clock_timestamp()) END,
         "disabledByOperator" = disable, "sessionVersion" = u."sessionVersion" + 1 WHERE u."id" = wanted;
  RETURN 'done';
END $$;

-- Takes somebody's second factor away, for one who lost it. Their sessions end.
CREATE FUNCTION app_reset_second_factor(wanted uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  outcome text := public.app_manageable(wanted);
BEGIN
  IF outcome <> 'yes' THEN RETURN outcome; END IF;
  PERFORM set_config('app.upkeep', 'on', true);
  DELETE FROM public."SecondFactor" f WHERE f."userId" = wanted;
  DELETE FROM public."RecoveryCode" c WHERE c."userId" = wanted;
  UPDATE public."User" u SET "secondFactorAt" = NULL, "sessionVersion" = u."sessionVersion" + 1 WHERE u."id" = wanted;
  RETURN 'done';
END $$;

-- A password reset link that somebody hands over. Earlier open ones of the same account end.
CREATE FUNCTION app_make_password_reset(wanted uuid, hashed_token text, minutes int) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  outcome text := public.app_manageable(wanted);
BEGIN
  IF outcome <> 'yes' THEN RETURN outcome; END IF;
  PERFORM set_config('app.upkeep', 'on', true);
  UPDATE public."PasswordReset" r SET "usedAt" = clock_timestamp() WHERE r."userId" = wanted AND r."usedAt" IS NULL;
  INSERT INTO public."PasswordReset" ("id", "userId", "tokenHash", "expiresAt")
    VALUES (gen_random_uuid(), wanted, hashed_token, clock_timestamp() + make_interval(mins => minutes));
  RETURN 'done';
END $$;

-- A password reset link for whoever reads this account's mail: at most three within an hour, and only for an account that
-- has a password. No row when there is none to send.
CREATE FUNCTION app_mail_password_reset(wanted_email text, hashed_token text, minutes int)
RETURNS TABLE ("userId" uuid, "name" text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  account public."User";
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT * INTO account FROM public."User" u
   WHERE u."email" = lower(wanted_email) AND u."disabledAt" IS NULL AND u."passwordHash" IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  DELETE FROM public."PasswordReset" r WHERE r."createdAt" < clock_timestamp() - interval '30 days';
  IF (SELECT count(*) FROM public."PasswordReset" r
       WHERE r."userId" = account."id" AND r."createdAt" > clock_timestamp() - interval '1 hour') >= 3 THEN
    RETURN;
  END IF;
  INSERT INTO public."PasswordReset" ("id", "userId", "tokenHash", "expiresAt")
    VALUES (gen_random_uuid(), account."id", hashed_token, clock_timestamp() + make_interval(mins => minutes));
  RETURN QUERY SELECT account."id", account."name";
END $$;

-- A reset that can still be used, by the hash of its link's token.
CREATE FUNCTION app_find_password_reset(hashed_token text)
RETURNS TABLE ("userId" uuid, "email" text, "name" text, "passwordHash" text, "expiresAt" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN QUERY
  SELECT u."id", u."email", u."name", u."passwordHash", r."expiresAt"
    FROM public."PasswordReset" r JOIN public."User" u ON u."id" = r."userId"
   WHERE r."tokenHash" = hashed_token AND r."usedAt" IS NULL AND r."expiresAt" > clock_timestamp()
     AND u."disabledAt" IS NULL;
END $$;

-- Sets the new password, once: the row is locked, so of two at the same time one finds it used. Every session of the
-- account ends, every other link too, and no device counts as known any more. NULL when it cannot be used.
CREATE FUNCTION app_use_password_reset(hashed_token text, new_hash text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  owner uuid;
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT r."userId" INTO owner FROM public."PasswordReset" r
   WHERE r."tokenHash" = hashed_token AND r."usedAt" IS NULL AND r."expiresAt" > clock_timestamp() FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE public."User" u SET "passwordHash" = new_hash, "sessionVersion" = u."sessionVersion" + 1
   WHERE u."id" = owner AND u."disabledAt" IS NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE public."PasswordReset" r SET "usedAt" = clock_timestamp() WHERE r."userId" = owner AND r."usedAt" IS NULL;
  DELETE FROM public."Session" s WHERE s."userId" = owner;
  DELETE FROM public."KnownDevice" d WHERE d."userId" = owner;
  RETURN owner;
END $$;

-- Something that was done to a person's account, in the audit of each tenant that they are a member of, and beside it as a
-- fleet event when an operator did it or it was done to one. Only for what the user of the scope did themselves.
CREATE FUNCTION app_record_account_event(
  wanted uuid, actor_name text, done text, details jsonb, from_address text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF public.app_user_id() IS NULL OR NOT (wanted = public.app_user_id() OR public.app_is_operator()) THEN
    RAISE EXCEPTION 'nobody records what another did' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('app.upkeep', 'on', true);
  INSERT INTO public."AuditEvent" ("tenantId", "actorId", "actorName", "action", "target", "detail", "address")
    SELECT m."tenantId", public.app_user_id(), actor_name, done, wanted::text, details, from_address
      FROM public."Membership" m WHERE m."userId" = wanted;
  IF EXISTS (SELECT FROM public."User" u WHERE u."id" IN (wanted, public.app_user_id()) AND u."isOperator") THEN
    INSERT INTO public."FleetEvent" ("actorId", "actorName", "why", "address")
      VALUES (public.app_user_id(), actor_name, done || ' ' || wanted::text, from_address);
  END IF;
END $$;

-- Whose account an outside provider's person opens. First by who they are to the provider; else by the address that the
-- provider has verified, unless the account is another of the provider's people already; else an open invitation for the
-- address makes the account. An account that has no password accepts its open invitations this way: it has no other.
-- No row when there is no such account, or it is disabled.
CREATE FUNCTION app_enter_by_identity(given_issuer text, given_subject text, verified_email text, given_name text, from_address text)
RETURNS TABLE ("id" uuid, "email" text, "name" text, "sessionVersion" int, "isOperator" boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  account public."User";
  invitation public."Invitation";
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('identity:' || lower(verified_email), 0));
  SELECT u.* INTO account FROM public."ExternalIdentity" e JOIN public."User" u ON u."id" = e."userId"
   WHERE e."issuer" = given_issuer AND e."subject" = given_subject;
  IF account."id" IS NULL THEN
    SELECT u.* INTO account FROM public."User" u WHERE u."email" = lower(verified_email);
    IF account."id" IS NULL THEN
      IF NOT EXISTS (SELECT FROM public."Invitation" i
                      WHERE i."email" = lower(verified_email) AND i."acceptedAt" IS NULL AND i."revokedAt" IS NULL
                        AND i."expiresAt" > clock_timestamp()) THEN
        RETURN;
      END IF;
      INSERT INTO public."User" ("id", "email", "name") VALUES (gen_random_uuid(), lower(verified_email), given_name)
        ON CONFLICT ("email") DO NOTHING RETURNING * INTO account;
      IF account."id" IS NULL THEN RETURN; END IF;
    END IF;
    IF account."disabledAt" IS NOT NULL THEN RETURN; END IF;
    INSERT INTO public."ExternalIdentity" ("issuer", "subject", "userId")
      VALUES (given_issuer, given_subject, account."id") ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF account."disabledAt" IS NOT NULL THEN RETURN; END IF;
  IF account."passwordHash" IS NULL AND account."email" = lower(verified_email) THEN
    FOR invitation IN
      SELECT i.* FROM public."Invitation" i
       WHERE i."email" = account."email" AND i."acceptedAt" IS NULL AND i."revokedAt" IS NULL
         AND i."expiresAt" > clock_timestamp() FOR UPDATE
    LOOP
      UPDATE public."Invitation" i SET "acceptedAt" = clock_timestamp()
       WHERE i."tenantId" = invitation."tenantId" AND i."id" = invitation."id";
      INSERT INTO public."Membership" ("tenantId", "userId", "role")
        VALUES (invitation."tenantId", account."id", invitation."role") ON CONFLICT DO NOTHING;
      INSERT INTO public."AuditEvent" ("tenantId", "actorId", "actorName", "action", "target", "detail", "address")
        VALUES (invitation."tenantId", account."id", account."name", 'invitation:accept', account."id"::text,
                jsonb_build_object('role', invitation."role"), from_address);
    END LOOP;
  END IF;
  RETURN QUERY SELECT account."id", account."email", account."name", account."sessionVersion", account."isOperator";
END $$;

-- One sealed secret for each key that any stored secret is sealed with, people's among them.
CREATE OR REPLACE FUNCTION app_sealed_samples()
RETURNS TABLE ("keptIn" text, "tenantId" uuid, "id" uuid, "field" text, "sealed" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  RETURN QUERY
  SELECT DISTINCT ON (split_part(each.sealed, '.', 2)) each.kept_in, each.tenant, each.row_id, each.name, each.sealed
    FROM (
      SELECT 'Connection' AS kept_in, c."tenantId" AS tenant, c."id" AS row_id, s.key AS name, s.value AS sealed
        FROM public."Connection" c, jsonb_each_text(c."secrets") s
      UNION ALL
      SELECT 'Integration', i."tenantId", i."id", s.key, s.value
        FROM public."Integration" i, jsonb_each_text(i."secrets") s
      UNION ALL
      -- A person belongs to no tenant: their id stands in both places.
      SELECT 'SecondFactor', f."userId", f."userId", s.key, s.value
        FROM public."SecondFactor" f, jsonb_each_text(f."secrets") s
    ) each;
END $$;

REVOKE ALL ON FUNCTION
  app_begin_sign_in(text, text, text, text, int, int, double precision, double precision),
  app_forget_sign_in_attempt(bigint), app_count_failed_sign_ins(text, bigint), app_own_password_hash(),
  app_second_factor_rule(boolean), app_set_own_second_factor(boolean), app_manageable(uuid),
  app_disable_person(uuid, boolean), app_reset_second_factor(uuid), app_make_password_reset(uuid, text, int),
  app_mail_password_reset(text, text, int), app_find_password_reset(text), app_use_password_reset(text, text),
  app_record_account_event(uuid, text, text, jsonb, text), app_enter_by_identity(text, text, text, text, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  app_begin_sign_in(text, text, text, text, int, int, double precision, double precision),
  app_forget_sign_in_attempt(bigint), app_count_failed_sign_ins(text, bigint), app_own_password_hash(),
  app_second_factor_rule(boolean), app_set_own_second_factor(boolean),
  app_disable_person(uuid, boolean), app_reset_second_factor(uuid), app_make_password_reset(uuid, text, int),
  app_mail_password_reset(text, text, int), app_find_password_reset(text), app_use_password_reset(text, text),
  app_record_account_event(uuid, text, text, jsonb, text), app_enter_by_identity(text, text, text, text, text)
TO patchbay_app;
