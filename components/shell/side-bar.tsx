import Link from "next/link";
import type { ReactNode } from "react";
import { Brand } from "./brand";
import { NavLink } from "./nav-link";
import type { ScreenEntry } from "./screens";
import { SignOutButton } from "./sign-out-button";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";

interface SideBarProps {
  slug?: string;
  /** Above the screens: which tenant this is. */
  switcher?: ReactNode;
  screens: readonly ScreenEntry[];
  counts: Record<string, number>;
  isOperator: boolean;
  email: string;
  theme: Theme;
}

export function SideBar({ slug, switcher, screens, counts, isOperator, email, theme }: SideBarProps) {
  const group = (name: ScreenEntry["group"]) =>
    screens
      .filter((screen) => screen.group === name)
      .map(({ path, label }) => (
        <li key={path}>
          <NavLink href={`/${slug}/${path}`} count={counts[path]}>
            {label}
          </NavLink>
        </li>
      ));
  return (
    <div className="flex min-h-full flex-col gap-3 px-2.5 py-3.5">
      <div className="px-2">
        <Brand />
      </div>
      {switcher}
      <nav aria-label="Screens" className="flex flex-col gap-3">
        {slug ? (
          <>
            <ul className="flex flex-col gap-px">{group("work")}</ul>
            <NavGroup title="Tenant">{group("tenant")}</NavGroup>
          </>
        ) : null}
        {isOperator ? (
          <NavGroup title="Operator">
            <li>
              <NavLink href="/fleet">Fleet</NavLink>
            </li>
            <li>
              <NavLink href="/people">People</NavLink>
            </li>
          </NavGroup>
        ) : null}
      </nav>
      <div className="mt-auto flex flex-col gap-2 px-2 pt-4">
        <ThemeSwitch theme={theme} />
        <div className="flex items-center justify-between gap-2">
          <Link
            href="/account"
            title={`Your account: ${email}`}
            className="min-w-0 truncate py-1 text-xs text-ink-soft hover:text-ink hover:underline"
          >
            {email}
          </Link>
          <SignOutButton />
        </div>
      </div>
    </div>
  );
}

function NavGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <p className="px-2 pb-1 text-xs text-ink-faint">{title}</p>
      <ul className="flex flex-col gap-px">{children}</ul>
    </div>
  );
}
