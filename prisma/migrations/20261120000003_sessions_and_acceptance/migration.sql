-- CreateTable
CREATE TABLE "EndedSession" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EndedSession_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EndedSession_userId_endedAt_idx" ON "EndedSession"("userId", "endedAt");

-- AddForeignKey
ALTER TABLE "EndedSession" ADD CONSTRAINT "EndedSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT app_protect_table('"EndedSession"');
CREATE POLICY own ON "EndedSession" TO patchbay_app USING ("userId" = app_user_id()) WITH CHECK ("userId" = app_user_id());
GRANT SELECT, INSERT, DELETE ON "EndedSession" TO patchbay_app;

-- Accepts an invitation once: the row is locked, so of two at the same time one finds it used. Makes the account and the
-- membership; where there is an account, its password must have been checked, and the caller says so. No row when it cannot
-- be accepted, also when an account came to be after the caller looked.
CREATE FUNCTION app_accept_invitation(
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
REVOKE ALL ON FUNCTION app_accept_invitation(text, text, text, boolean, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_accept_invitation(text, text, text, boolean, text) TO patchbay_app;
