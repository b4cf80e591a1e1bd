import Link from "next/link";
import { redirect } from "next/navigation";
import { userContext } from "@/lib/access/action";
import { oidcProviderId } from "@/lib/access/auth/options";
import { safePath } from "@/lib/access/auth/safe-path";
import { config } from "@/lib/kernel/config";
import { SignInForm } from "./sign-in-form";
import { SsoButton } from "./sso-button";

export const metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, error } = await searchParams;
  const goTo = safePath(next);
  if (await userContext()) redirect(goTo);
  const { mail, oidc } = config();
  return (
    <SignInForm goTo={goTo} failure={typeof error === "string" ? error : undefined}>
      {oidc ? <SsoButton provider={oidcProviderId} name={oidc.name} goTo={goTo} /> : null}
      <p className="text-xs text-ink-soft">
        {mail ? (
          <Link href="/forgot-password" className="underline underline-offset-2 hover:text-ink">
            Forgot your password?
          </Link>
        ) : (
          "Forgot your password? Ask an administrator for a reset link."
        )}
      </p>
    </SignInForm>
  );
}
