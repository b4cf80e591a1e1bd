-- As before, and an archived tenant's invitations let no one in by single sign-on either, nor are they used up. The tenants are
-- held open until the memberships are made: whoever archives one waits, and an archived one is left out.
CREATE OR REPLACE FUNCTION app_enter_by_identity(given_issuer text, given_subject text, verified_email text, given_name text, from_address text)
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
      PERFORM FROM public."Tenant" t JOIN public."Invitation" i ON i."tenantId" = t."id"
       WHERE t."archivedAt" IS NULL AND i."email" = lower(verified_email) AND i."acceptedAt" IS NULL
         AND i."revokedAt" IS NULL AND i."expiresAt" > clock_timestamp() ORDER BY t."id" FOR SHARE OF t;
      IF NOT FOUND THEN RETURN; END IF;
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
    PERFORM FROM public."Tenant" t JOIN public."Invitation" i ON i."tenantId" = t."id"
     WHERE t."archivedAt" IS NULL AND i."email" = account."email" AND i."acceptedAt" IS NULL
       AND i."revokedAt" IS NULL AND i."expiresAt" > clock_timestamp() ORDER BY t."id" FOR SHARE OF t;
    FOR invitation IN
      SELECT i.* FROM public."Invitation" i JOIN public."Tenant" t ON t."id" = i."tenantId"
       WHERE t."archivedAt" IS NULL AND i."email" = account."email" AND i."acceptedAt" IS NULL
         AND i."revokedAt" IS NULL AND i."expiresAt" > clock_timestamp() FOR UPDATE OF i
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
