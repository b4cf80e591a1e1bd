import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { enter } from "@/components/define-screen";
import { CommandPalette } from "@/components/shell/command-palette";
import { Shell } from "@/components/shell/shell";
import { SideBar } from "@/components/shell/side-bar";
import { themeOf } from "@/components/shell/theme";
import { VendorWordsProvider } from "@/components/vendors/vendor-words";
import { homeOf } from "@/lib/access/auth/permissions";
import { listTenantsOf } from "@/lib/access/tenant/resolve-tenant";
import { listIdWords } from "@/lib/vendors/ids";

/** Screens that belong to no tenant: the fleet, and one's own account. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const { user } = await enter();
  const [tenants, jar] = await Promise.all([listTenantsOf(user.id), cookies()]);
  return (
    <VendorWordsProvider words={{ hops: [], ids: listIdWords() }}>
      <Shell
        sideBar={
          <SideBar
            screens={[]}
            counts={{}}
            isOperator={user.isOperator}
            email={user.email}
            theme={themeOf(jar)}
          />
        }
        palette={
          <CommandPalette
            screens={[]}
            tenants={tenants
              .filter(({ archived }) => !archived)
              .map(({ slug, name, role }) => ({ slug, name, home: homeOf(role) }))}
            isOperator={user.isOperator}
            canOpenContacts={false}
          />
        }
      >
        {children}
      </Shell>
    </VendorWordsProvider>
  );
}
