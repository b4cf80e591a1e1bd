import { LinkButton } from "@/components/ui/link-button";
import { Time } from "@/components/ui/time";
import { loadPasswordReset } from "@/lib/access/auth/password-reset";
import { ResetForm } from "./reset-form";

export const metadata = { title: "Choose a new password" };

interface ResetPasswordPageProps {
  params: Promise<{ token: string }>;
}

export default async function ResetPasswordPage({ params }: ResetPasswordPageProps) {
  const { token } = await params;
  const offer = await loadPasswordReset(token);
  if (!offer) {
    return (
      <>
        <h1 className="text-lg font-semibold">This link doesn't work</h1>
        <p className="text-ink-soft">
          It's invalid, expired, or already used. Request a new link, or ask an administrator for one.
        </p>
        <div>
          <LinkButton href="/sign-in">Sign in</LinkButton>
        </div>
      </>
    );
  }
  return (
    <>
      <div>
        <h1 className="text-lg font-semibold">Choose a new password</h1>
        <p className="text-ink-soft">
          For {offer.email}. This link expires <Time at={offer.expiresAt.toISOString()} />.
        </p>
      </div>
      <ResetForm token={token} email={offer.email} />
    </>
  );
}
