import { redirect } from "next/navigation";
import { enter } from "@/components/define-screen";
import { Brand } from "@/components/shell/brand";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { homeOf } from "@/lib/access/auth/permissions";
import { listTenantsOf } from "@/lib/access/tenant/resolve-tenant";

/** The way in: to one's tenant; an operator with several goes to the fleet. */
export default async function HomePage() {
  const { user } = await enter();
  const all = await listTenantsOf(user.id);
  const tenants = all.filter(({ archived }) => !archived);
  // Whoever has only archived ones is told so there.
  const first = tenants[0] ?? all[0];
  if (user.isOperator && tenants.length !== 1) redirect("/fleet");
  if (first) redirect(`/${first.slug}/${homeOf(first.role)}`);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-6">
      <Brand />
      <h1 className="text-lg font-semibold">You aren't a member of any tenant</h1>
      <p className="text-ink-soft">
        You're signed in as {user.email}. Ask an administrator of your contact center's tenant to invite this
        email address.
      </p>
      <SignOutButton />
    </main>
  );
}
