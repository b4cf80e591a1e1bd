import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BypassBanner } from "@/components/bypass/bypass-banner";
import { TestCallButton } from "@/components/calls/test-call-button";
import { enter, enterTenant } from "@/components/define-screen";
import { CommandPalette } from "@/components/shell/command-palette";
import { listScreens } from "@/components/shell/screens";
import { Shell } from "@/components/shell/shell";
import { SideBar } from "@/components/shell/side-bar";
import { TenantSwitcher } from "@/components/shell/tenant-switcher";
import { themeOf } from "@/components/shell/theme";
import { VendorWordsProvider } from "@/components/vendors/vendor-words";
import { tenantContext } from "@/lib/access/action";
import { can, homeOf, seesConsole } from "@/lib/access/auth/permissions";
import { listTenantsOf } from "@/lib/access/tenant/resolve-tenant";
import { fetchLiveBypass } from "@/lib/deployments/fetch-live-bypass";
import { listHops } from "@/lib/vendors/hop-table";
import { listIdWords } from "@/lib/vendors/ids";
import { vendors } from "@/lib/vendors/registry";
import { plan } from "./integrations/actions";
import { loadShell } from "./load-shell";
import { listFaults, placeCall } from "./place-call";
import { turnBypass } from "./turn-bypass";

interface TenantLayoutProps {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}

export async function generateMetadata({ params }: TenantLayoutProps): Promise<Metadata> {
  await enter();
  // Not by "not found" from here: that page would have no title.
  const found = await tenantContext((await params).tenant);
  if (!found) return { title: { absolute: "Page not found · Patchbay" } };
  const { name } = found;
  return { title: { default: name, template: `%s · ${name} · Patchbay` } };
}

export default async function TenantLayout({ children, params }: TenantLayoutProps) {
  const context = await enterTenant((await params).tenant);
  if (!seesConsole(context.role)) notFound();
  const [shell, tenants, jar] = await Promise.all([
    loadShell(context.tenantId),
    listTenantsOf(context.user.id),
    cookies(),
  ]);
  const screens = listScreens(vendors.map(({ title }) => title));
  const allowed = screens.filter(({ permission }) => can(context.role, permission));
  const entries = tenants
    .filter(({ slug, archived }) => !archived || slug === context.slug)
    .map(({ slug, name, role }) => ({ slug, name, home: homeOf(role) }));
  const isOpen = !context.archived;
  return (
    <VendorWordsProvider words={{ hops: listHops(), ids: listIdWords() }}>
      <Shell
        sideBar={
          <SideBar
            {...(isOpen ? { slug: context.slug } : {})}
            switcher={
              <TenantSwitcher
                current={{ slug: context.slug, name: context.name }}
                detail={isOpen ? shell.detail : "archived"}
                tenants={entries}
              />
            }
            screens={allowed}
            counts={shell.counts}
            isOperator={context.user.isOperator}
            email={context.user.email}
            theme={themeOf(jar)}
          />
        }
        palette={
          <CommandPalette
            {...(isOpen ? { slug: context.slug } : {})}
            screens={allowed}
            tenants={entries}
            isOperator={context.user.isOperator}
            canOpenContacts={can(context.role, "contact:read")}
            actions={{ plan, turnBypass }}
          />
        }
        banner={
          isOpen ? (
            <BypassBanner
              slug={context.slug}
              bypassed={shell.bypassed}
              unfinished={shell.unfinished}
              fetchLive={fetchLiveBypass.bind(null, context.tenantId)}
              turn={can(context.role, "integration:deploy") ? turnBypass.bind(null, context.slug) : undefined}
            />
          ) : null
        }
        actions={
          isOpen && can(context.role, "call:place") && shell.callable.length > 0 ? (
            <TestCallButton
              slug={context.slug}
              integrations={shell.callable}
              place={placeCall}
              listFaults={listFaults}
              isOffered
            />
          ) : null
        }
      >
        {children}
      </Shell>
    </VendorWordsProvider>
  );
}
