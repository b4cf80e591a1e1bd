import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { enter, enterTenant } from "@/components/define-screen";
import { Brand } from "@/components/shell/brand";
import { LeaveWhenSignedOut } from "@/components/shell/leave-when-signed-out";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { themeOf } from "@/components/shell/theme";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { tenantContext } from "@/lib/access/action";
import { seesConsole } from "@/lib/access/auth/permissions";

interface AgentLayoutProps {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}

export async function generateMetadata({ params }: AgentLayoutProps): Promise<Metadata> {
  await enter();
  const found = await tenantContext((await params).tenant);
  if (!found) return { title: { absolute: "Page not found · Patchbay" } };
  return { title: { default: found.name, template: `%s · ${found.name} · Patchbay` } };
}

/** Around what agents have: none of the console's screens, and nothing that leads to them for who can't see them. */
export default async function AgentLayout({ children, params }: AgentLayoutProps) {
  const { name, slug, role, user } = await enterTenant((await params).tenant);
  const theme = themeOf(await cookies());
  return (
    <div className="flex min-h-dvh flex-col">
      <LeaveWhenSignedOut />
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-solid px-3 py-1.5 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-sunk px-4 py-2.5 sm:px-6">
        <Brand />
        <span title={name} className="min-w-0 flex-1 truncate text-ink-soft">
          {name}
        </span>
        {seesConsole(role) ? (
          // Loaded anew: the console's screens have headers of their own.
          <a href={`/${slug}/overview`} className="py-1 text-xs text-ink-soft hover:text-ink hover:underline">
            Back to the console
          </a>
        ) : null}
        <ThemeSwitch theme={theme} />
        <a
          href="/account"
          title={`Your account: ${user.email}`}
          className="min-w-0 max-w-full truncate py-1 text-xs text-ink-soft hover:text-ink hover:underline"
        >
          {user.email}
        </a>
        <SignOutButton />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[1600px] flex-1 flex-col gap-4 px-4 py-4 outline-none sm:px-6"
      >
        {children}
      </main>
    </div>
  );
}
