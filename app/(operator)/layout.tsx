import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { enter } from "@/components/define-screen";
import { Shell } from "@/components/shell/shell";
import { SideBar } from "@/components/shell/side-bar";
import { readTheme, themeCookie } from "@/components/shell/theme";

/** Screens that belong to no tenant: the fleet, and one's own account. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const { user } = await enter();
  const jar = await cookies();
  return (
    <Shell
      sideBar={
        <SideBar
          screens={[]}
          counts={{}}
          isOperator={user.isOperator}
          email={user.email}
          theme={readTheme(jar.get(themeCookie)?.value)}
        />
      }
      palette={null}
    >
      {children}
    </Shell>
  );
}
