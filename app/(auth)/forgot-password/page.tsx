import { notFound } from "next/navigation";
import { LinkButton } from "@/components/ui/link-button";
import { config } from "@/lib/kernel/config";
import { ForgotForm } from "./forgot-form";

export const metadata = { title: "Reset your password" };

/** Only where email is sent; elsewhere an administrator hands the link over. */
export default function ForgotPasswordPage() {
  if (!config().mail) notFound();
  return (
    <>
      <ForgotForm />
      <div>
        <LinkButton href="/sign-in" look="quiet">
          Back to sign-in
        </LinkButton>
      </div>
    </>
  );
}
