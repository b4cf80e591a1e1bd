import { redirect } from "next/navigation";
import { enter } from "@/components/define-screen";
import { Brand } from "@/components/shell/brand";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { listTenantsOf } from "@/lib/access/tenant/resolve-tenant";

/** The way in: to one's tenant; an operator with several goes to the fleet. */
export default async function HomePage() {
  const { user } = await enter();
  const tenants = await listTenantsOf(user.id);
  const [first] = tenants;
  if (user.isOperator && tenants.length !== 1) redirect("/fleet");
  if (first) redirect(`/${first.slug}/overview`);
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
