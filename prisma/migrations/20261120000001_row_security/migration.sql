-- The console works as an ordinary role, "patchbay_app". Row-level security, forced, shows it only the rows of the scope
-- that its transaction has named:
--   app.tenant_id   one tenant's rows                               (lib/tenant/scope.ts, withTenant)
--   app.user_id     one user's own row, memberships and tenants     (withUser)
--   role "patchbay_fleet", entered by an operator: every row, read-only (withFleet)
--   app.upkeep      every row, and only for the role that owns the tables: migrations, seed, key rotation, and the
--                   narrow functions of the next script. Forced security binds an owner too; this is its one way in.
-- After a local set_config the setting is '' and not NULL: hence NULLIF everywhere.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'patchbay_app') THEN
    -- NOINHERIT: being a member of patchbay_fleet must give nothing until the role is entered.
    CREATE ROLE patchbay_app NOLOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made by another database's migration meanwhile
END $$;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'patchbay_fleet') THEN
    CREATE ROLE patchbay_fleet NOLOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$
BEGIN
  IF NOT pg_has_role('patchbay_app', 'patchbay_fleet', 'MEMBER') THEN
    GRANT patchbay_fleet TO patchbay_app;
  END IF;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO patchbay_app, patchbay_fleet;

CREATE FUNCTION app_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid $$;

CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('app.user_id', true), '')::uuid $$;

CREATE FUNCTION app_upkeep() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('app.upkeep', true) = 'on' $$;

-- Definer, so that it also answers inside the policies of tables whose reader may not see "User".
CREATE FUNCTION app_is_operator() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  AS $$ BEGIN
    PERFORM set_config('app.upkeep', 'on', true);
    RETURN EXISTS (
      SELECT FROM public."User" u WHERE u."id" = public.app_user_id() AND u."isOperator" AND u."disabledAt" IS NULL
    );
  END $$;

-- Forced security with the owner's way in. Every table has at least this.
CREATE FUNCTION app_protect_table(protected regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', protected);
  EXECUTE format(
    'CREATE POLICY upkeep ON %s TO CURRENT_USER USING (app_upkeep()) WITH CHECK (app_upkeep())', protected);
END $$;

-- What each table with a "tenantId" gets; a later migration's new table is one line: SELECT app_protect_tenant_table('"X"').
CREATE FUNCTION app_protect_tenant_table(protected regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app_protect_table(protected);
  EXECUTE format('CREATE POLICY tenant ON %s TO patchbay_app USING ("tenantId" = app_tenant_id()) '
    'WITH CHECK ("tenantId" = app_tenant_id())', protected);
  EXECUTE format('CREATE POLICY fleet ON %s FOR SELECT TO patchbay_fleet USING ((SELECT app_is_operator()))', protected);
  EXECUTE format('GRANT %s ON %s TO patchbay_app', privileges, protected);
  EXECUTE format('GRANT SELECT ON %s TO patchbay_fleet', protected);
END $$;

REVOKE ALL ON FUNCTION app_protect_table(regclass), app_protect_tenant_table(regclass, text) FROM PUBLIC;

SELECT app_protect_tenant_table('"Membership"');
SELECT app_protect_tenant_table('"Invitation"');
SELECT app_protect_tenant_table('"Connection"');
SELECT app_protect_tenant_table('"Integration"');
SELECT app_protect_tenant_table('"Plan"');
SELECT app_protect_tenant_table('"Deployment"');
SELECT app_protect_tenant_table('"DeploymentStep"');
SELECT app_protect_tenant_table('"ManagedResource"');
SELECT app_protect_tenant_table('"GuideTick"');
SELECT app_protect_tenant_table('"HopProof"');
-- Written once: the console can neither change nor remove what it has recorded.
SELECT app_protect_tenant_table('"AuditEvent"', 'SELECT, INSERT');
GRANT USAGE ON SEQUENCE "AuditEvent_id_seq" TO patchbay_app;

-- A user sees their own memberships, whichever tenant they are of.
CREATE POLICY own ON "Membership" FOR SELECT TO patchbay_app USING ("userId" = app_user_id());

SELECT app_protect_table('"Tenant"');
CREATE POLICY tenant ON "Tenant" TO patchbay_app USING ("id" = app_tenant_id()) WITH CHECK ("id" = app_tenant_id());
CREATE POLICY own ON "Tenant" FOR SELECT TO patchbay_app USING (
  "id" IN (SELECT m."tenantId" FROM "Membership" m WHERE m."userId" = app_user_id()) OR (SELECT app_is_operator())
);
CREATE POLICY fleet ON "Tenant" FOR SELECT TO patchbay_fleet USING ((SELECT app_is_operator()));
GRANT SELECT, INSERT, UPDATE ON "Tenant" TO patchbay_app;
GRANT SELECT ON "Tenant" TO patchbay_fleet;

-- No role of the console can read "passwordHash" or make an operator; users are made and disabled by narrow functions.
SELECT app_protect_table('"User"');
CREATE POLICY own ON "User" TO patchbay_app USING ("id" = app_user_id()) WITH CHECK ("id" = app_user_id());
CREATE POLICY members ON "User" FOR SELECT TO patchbay_app USING (
  EXISTS (SELECT FROM "Membership" m WHERE m."userId" = "User"."id" AND m."tenantId" = app_tenant_id())
);
CREATE POLICY fleet ON "User" FOR SELECT TO patchbay_fleet USING ((SELECT app_is_operator()));
GRANT SELECT ("id", "email", "name", "isOperator", "disabledAt", "sessionVersion", "createdAt") ON "User"
  TO patchbay_app, patchbay_fleet;
GRANT UPDATE ("name") ON "User" TO patchbay_app;

-- Sign-in attempts: only through the functions.
SELECT app_protect_table('"SignInAttempt"');

SELECT app_protect_table('"FleetEvent"');
CREATE POLICY record ON "FleetEvent" FOR INSERT TO patchbay_app
  WITH CHECK ("actorId" = app_user_id() AND (SELECT app_is_operator()));
CREATE POLICY fleet ON "FleetEvent" FOR SELECT TO patchbay_fleet USING ((SELECT app_is_operator()));
GRANT INSERT ON "FleetEvent" TO patchbay_app;
GRANT USAGE ON SEQUENCE "FleetEvent_id_seq" TO patchbay_app;
GRANT SELECT ON "FleetEvent" TO patchbay_fleet;

-- Whether a worker is alive is no tenant's secret: the screens say so when none is.
SELECT app_protect_table('"WorkerBeat"');
CREATE POLICY read ON "WorkerBeat" FOR SELECT TO patchbay_app, patchbay_fleet USING (true);
GRANT SELECT ON "WorkerBeat" TO patchbay_app, patchbay_fleet;
