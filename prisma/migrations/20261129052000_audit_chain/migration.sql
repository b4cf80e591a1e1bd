-- The console cannot say when something happened, or who did it. It names the actor to its transaction (lib/audit/record-audit.ts):
--   app.actor_id        whoever is signed in; their name is taken from "User"
--   app.actor_name      what the console itself is called, where nobody did it ("worker")
--   app.actor_address   where they came from
-- and a trigger writes time, actor, and address. Each event is then linked to the one before it by a hash, per tenant, so
-- that a changed, removed, or slipped-in row shows (npm run audit:verify).

CREATE TABLE "AuditLink" (
    "tenantId" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "eventId" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditLink_pkey" PRIMARY KEY ("tenantId","position")
);
CREATE UNIQUE INDEX "AuditLink_tenantId_eventId_key" ON "AuditLink"("tenantId", "eventId");
ALTER TABLE "AuditLink" ADD CONSTRAINT "AuditLink_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
SELECT app_protect_tenant_table('"AuditLink"', 'SELECT');

-- The console gives what happened; everything else is the triggers'.
REVOKE INSERT ON "AuditEvent", "FleetEvent" FROM patchbay_app;
GRANT INSERT ("tenantId", "action", "target", "detail") ON "AuditEvent" TO patchbay_app;
GRANT INSERT ("why") ON "FleetEvent" TO patchbay_app;
-- A failed sign-in to an operator's account: nobody knows by whom.
ALTER TABLE "FleetEvent" ALTER COLUMN "actorId" DROP NOT NULL;

-- Who acts in this transaction. Definer: the console sees few rows of "User".
CREATE FUNCTION app_actor(OUT actor_id uuid, OUT actor_name text, OUT address text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  actor_id := COALESCE(NULLIF(current_setting('app.actor_id', true), '')::uuid, public.app_user_id());
  address := NULLIF(current_setting('app.actor_address', true), '');
  IF actor_id IS NULL THEN
    actor_name := NULLIF(current_setting('app.actor_name', true), '');
  ELSE
    SELECT u."name" INTO actor_name FROM public."User" u WHERE u."id" = actor_id;
  END IF;
  IF actor_name IS NULL THEN
    RAISE EXCEPTION 'an event needs an actor that exists' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- Not a definer: what it asks is who inserts. The owner's own functions, and a restored backup, bring theirs along.
CREATE FUNCTION app_stamp_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  actor record;
BEGIN
  IF pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'MEMBER') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO actor FROM public.app_actor();
  NEW."at" := date_trunc('milliseconds', clock_timestamp());
  NEW."actorId" := actor.actor_id;
  NEW."actorName" := actor.actor_name;
  NEW."address" := actor.address;
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION app_stamp_event();
CREATE TRIGGER stamp BEFORE INSERT ON "FleetEvent" FOR EACH ROW EXECUTE FUNCTION app_stamp_event();

-- A value with its length in bytes before it, so that no two lists of values read the same. lib/audit/verify-audit.ts counts
-- the same by itself.
CREATE FUNCTION app_hashed_field(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT COALESCE(octet_length(value) || ':' || value, '-') $$;

-- The caller holds the tenant's lock, or is alone.
CREATE FUNCTION app_append_audit_link(event public."AuditEvent") RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  before public."AuditLink";
  place bigint;
BEGIN
  SELECT l.* INTO before FROM public."AuditLink" l WHERE l."tenantId" = event."tenantId"
   ORDER BY l."position" DESC LIMIT 1;
  place := COALESCE(before."position", 0) + 1;
  INSERT INTO public."AuditLink" ("tenantId", "position", "eventId", "hash") VALUES (
    event."tenantId", place, event."id",
    encode(sha256(convert_to(
      public.app_hashed_field(COALESCE(before."hash", '')) || public.app_hashed_field(event."tenantId"::text)
      || public.app_hashed_field(place::text) || public.app_hashed_field(event."id"::text)
      || public.app_hashed_field(to_char(event."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || public.app_hashed_field(event."actorId"::text) || public.app_hashed_field(event."actorName")
      || public.app_hashed_field(event."action") || public.app_hashed_field(event."target")
      || public.app_hashed_field(event."detail"::text) || public.app_hashed_field(event."address"), 'UTF8')), 'hex'));
END $$;

-- At the end of the transaction: the lock is the last that it takes, and is held for the length of a commit. A lock at the
-- insert would be held while the rest of the work waits for rows that another transaction, waiting for it, holds.
CREATE FUNCTION app_link_audit_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  event public."AuditEvent";
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW."tenantId"::text, 0));
  SELECT e.* INTO event FROM public."AuditEvent" e WHERE e."tenantId" = NEW."tenantId" AND e."id" = NEW."id";
  -- Gone with its tenant, or restored together with its link.
  IF NOT FOUND OR EXISTS (SELECT FROM public."AuditLink" l
                           WHERE l."tenantId" = NEW."tenantId" AND l."eventId" = NEW."id") THEN
    RETURN NULL;
  END IF;
  PERFORM public.app_append_audit_link(event);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER link AFTER INSERT ON "AuditEvent" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app_link_audit_event();

-- What was recorded so far, in its order.
DO $$
DECLARE
  event public."AuditEvent";
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  FOR event IN SELECT * FROM public."AuditEvent" ORDER BY "tenantId", "id" LOOP
    PERFORM public.app_append_audit_link(event);
  END LOOP;
  PERFORM set_config('app.upkeep', '', true);
END $$;

-- As before; the name is the account's, and tenants come in one order, so that two of these cannot wait for each other.
CREATE OR REPLACE FUNCTION app_record_account_event(
  wanted uuid, actor_name text, done text, details jsonb, from_address text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  own_name text;
BEGIN
  IF public.app_user_id() IS NULL OR NOT (wanted = public.app_user_id() OR public.app_is_operator()) THEN
    RAISE EXCEPTION 'nobody records what another did' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT u."name" INTO STRICT own_name FROM public."User" u WHERE u."id" = public.app_user_id();
  INSERT INTO public."AuditEvent" ("tenantId", "actorId", "actorName", "action", "target", "detail", "address")
    SELECT m."tenantId", public.app_user_id(), own_name, done, wanted::text, details, from_address
      FROM public."Membership" m WHERE m."userId" = wanted ORDER BY m."tenantId";
  IF EXISTS (SELECT FROM public."User" u WHERE u."id" IN (wanted, public.app_user_id()) AND u."isOperator") THEN
    INSERT INTO public."FleetEvent" ("actorId", "actorName", "why", "address")
      VALUES (public.app_user_id(), own_name, done || ' ' || wanted::text, from_address);
  END IF;
END $$;

-- A wrong password or code: in the audit of each tenant of the account, and as a fleet event where it is an operator's. At
-- most 30 of one account within an hour, so that a stranger cannot fill the audit; every one still counts in the number
-- that the next sign-in tells.
CREATE FUNCTION app_record_failed_sign_in(wanted_email text, done text, details jsonb, from_address text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  account public."User";
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  SELECT u.* INTO account FROM public."User" u WHERE u."email" = lower(wanted_email);
  IF NOT FOUND THEN RETURN; END IF;
  INSERT INTO public."AuditEvent" ("tenantId", "actorName", "action", "target", "detail", "address")
    SELECT m."tenantId", 'Not signed in', done, account."id"::text, details, from_address
      FROM public."Membership" m
     WHERE m."userId" = account."id"
       AND (SELECT count(*) FROM public."AuditEvent" e
             WHERE e."tenantId" = m."tenantId" AND e."at" > clock_timestamp() - interval '1 hour'
               AND e."action" = done AND e."target" = account."id"::text) < 30
     ORDER BY m."tenantId";
  IF account."isOperator" AND (SELECT count(*) FROM public."FleetEvent" e
                                WHERE e."at" > clock_timestamp() - interval '1 hour'
                                  AND e."why" = done || ' ' || account."id"::text) < 30 THEN
    INSERT INTO public."FleetEvent" ("actorName", "why", "address")
      VALUES ('Not signed in', done || ' ' || account."id"::text, from_address);
  END IF;
END $$;

REVOKE ALL ON FUNCTION app_append_audit_link("AuditEvent"), app_link_audit_event(),
  app_record_failed_sign_in(text, text, jsonb, text), app_actor() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_record_failed_sign_in(text, text, jsonb, text), app_actor() TO patchbay_app;
