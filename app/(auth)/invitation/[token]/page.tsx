import { sayRole } from "@/components/members/roles";
import { LinkButton } from "@/components/ui/link-button";
import { Time } from "@/components/ui/time";
import { loadInvitation } from "@/lib/access/auth/invitations";
import { isAllowedDomain } from "@/lib/access/auth/oidc";
import { oidcProviderId } from "@/lib/access/auth/options";
import { config } from "@/lib/kernel/config";
import { SsoButton } from "../../sign-in/sso-button";
import { AcceptForm } from "./accept-form";

export const metadata = { title: "Invitation" };

interface InvitationPageProps {
  params: Promise<{ token: string }>;
}

export default async function InvitationPage({ params }: InvitationPageProps) {
  const { token } = await params;
  const offer = await loadInvitation(token);
  const { oidc } = config();
  if (!offer) {
    return (
      <>
        <h1 className="text-lg font-semibold">This invitation doesn't work</h1>
        <p className="text-ink-soft">
          It's invalid, expired, revoked, or already used. Ask an administrator of the tenant for a new one.
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
        <h1 className="text-lg font-semibold">Join {offer.tenantName}</h1>
        <p className="text-ink-soft">
          For {offer.email}, as {sayRole(offer.role).toLowerCase()}. Expires{" "}
          <Time at={offer.expiresAt.toISOString()} />.
        </p>
      </div>
      <AcceptForm token={token} email={offer.email} hasAccount={offer.hasAccount} />
      {oidc && isAllowedDomain(offer.email, oidc) ? (
        <SsoButton provider={oidcProviderId} name={oidc.name} goTo="/" />
      ) : null}
    </>
  );
}
