import { z } from "zod";
import { config, type OidcSettings } from "@/lib/kernel/config";
import { withNobody } from "../tenant/scope";
import { type Entering, enterAccount } from "./enter-account";
import type { SignedIn } from "./sign-in";

/** Codes that the sign-in page has a message for. */
export type OidcFailure = "oidc-unverified" | "oidc-domain" | "oidc-no-account";

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(200).pipe(z.email()),
  email_verified: z.literal(true),
  name: z
    .string()
    .transform((name) => name.replaceAll("\0", "").trim().slice(0, 80))
    .optional(),
});

/**
 * Opens the account of a person whom the identity provider has named. Only an address that the provider has verified
 * counts, and only in an allowed domain. There must be an account with it, or an open invitation to it.
 */
export async function enterByOidc(
  claims: unknown,
  entering: Omit<Entering, "method">,
): Promise<{ user: SignedIn; sessionId: string } | { failure: OidcFailure }> {
  const { oidc } = config();
  const parsed = claimsSchema.safeParse(claims);
  if (!oidc || !parsed.success) return { failure: "oidc-unverified" };
  const { sub, email, name } = parsed.data;
  if (!isAllowedDomain(email, oidc)) return { failure: "oidc-domain" };
  const [user] = await withNobody(
    (db) => db.$queryRaw<SignedIn[]>`
      SELECT * FROM app_enter_by_identity(
        ${oidc.issuer}, ${sub}, ${email}, ${name || email}, ${entering.origin.address})`,
  );
  if (!user) return { failure: "oidc-no-account" };
  return { user, sessionId: await enterAccount(user, { ...entering, method: "oidc" }) };
}

/** The whole domain: "evil-example.com" and "example.com.evil.org" aren't "example.com". */
export function isAllowedDomain(email: string, { domains }: OidcSettings): boolean {
  return domains.includes(email.slice(email.lastIndexOf("@") + 1));
}
