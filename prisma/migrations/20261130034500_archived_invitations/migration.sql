-- As before, and an archived tenant's invitations can't be accepted. They can again, once it is restored, until they expire.
CREATE OR REPLACE FUNCTION app_find_invitation(wanted_hash text)
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
     AND i."expiresAt" > clock_timestamp() AND t."archivedAt" IS NULL;
END $$;

-- As before, and the tenant is held open until the membership is made: whoever archives it waits, and an archived one refuses.
CREATE OR REPLACE FUNCTION app_accept_invitation(
  wanted_hash text, account_name text, account_password_hash text, password_checked boolean, from_address text
) RETURNS TABLE ("userId" uuid, "tenantId" uuid, "slug" text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  invitation public."Invitation";
  account public."User";
BEGIN
  PERFORM set_config('app.upkeep', 'on', true);
  PERFORM FROM public."Tenant" t JOIN public."Invitation" i ON i."tenantId" = t."id"
   WHERE i."tokenHash" = wanted_hash AND t."archivedAt" IS NULL FOR SHARE OF t;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO invitation FROM public."Invitation" i
   WHERE i."tokenHash" = wanted_hash AND i."acceptedAt" IS NULL AND i."revokedAt" IS NULL
     AND i."expiresAt" > clock_timestamp() FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  IF password_checked THEN
    SELECT * INTO account FROM public."User" u WHERE u."email" = invitation."email" AND u."disabledAt" IS NULL;
  ELSE
    INSERT INTO public."User" ("id", "email", "name", "passwordHash")
      VALUES (gen_random_uuid(), invitation."email", account_name, account_password_hash)
      ON CONFLICT ("email") DO NOTHING RETURNING * INTO account;
  END IF;
  IF account."id" IS NULL THEN RETURN; END IF;
  UPDATE public."Invitation" i SET "acceptedAt" = clock_timestamp()
   WHERE i."tenantId" = invitation."tenantId" AND i."id" = invitation."id";
  INSERT INTO public."Membership" ("tenantId", "userId", "role")
    VALUES (invitation."tenantId", account."id", invitation."role")
    ON CONFLICT ON CONSTRAINT "Membership_pkey" DO UPDATE SET "role" = EXCLUDED."role";
  INSERT INTO public."AuditEvent" ("tenantId", "actorId", "actorName", "action", "target", "detail", "address")
    VALUES (invitation."tenantId", account."id", account."name", 'invitation:accept', account."id"::text,
            jsonb_build_object('role', invitation."role"), from_address);
  RETURN QUERY SELECT account."id", t."id", t."slug" FROM public."Tenant" t WHERE t."id" = invitation."tenantId";
END $$;
