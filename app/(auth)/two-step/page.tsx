import { redirect } from "next/navigation";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { userContext } from "@/lib/access/action";
import { safePath } from "@/lib/access/auth/safe-path";
import { RequiredSetUp } from "./required-set-up";

export const metadata = { title: "Set up two-step authentication" };

interface TwoStepPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

/** Where everyone is sent who must have a second factor and has none yet. */
export default async function TwoStepPage({ searchParams }: TwoStepPageProps) {
  const goTo = safePath((await searchParams).next);
  const who = await userContext();
  if (!who) redirect("/sign-in");
  if (who.user.secondFactor !== "required") redirect(goTo);
  return (
    <>
      <div>
        <h1 className="text-lg font-semibold">Set up two-step authentication</h1>
        <p className="text-ink-soft">
          {who.user.email} must sign in with a password and a code. You need an authenticator app on your
          phone or in your password manager.
        </p>
      </div>
      <RequiredSetUp goTo={goTo} />
      <div>
        <SignOutButton />
      </div>
    </>
  );
}
