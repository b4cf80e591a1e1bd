import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { BypassBanner } from "@/components/bypass/bypass-banner";
import { TestCallButton } from "@/components/calls/test-call-button";
import { enterTenant } from "@/components/define-screen";
import { CommandPalette } from "@/components/shell/command-palette";
import { listScreens } from "@/components/shell/screens";
import { Shell } from "@/components/shell/shell";
import { SideBar } from "@/components/shell/side-bar";
import { TenantSwitcher } from "@/components/shell/tenant-switcher";
import { themeOf } from "@/components/shell/theme";
import { VendorWordsProvider } from "@/components/vendors/vendor-words";
import { can } from "@/lib/access/auth/permissions";
import { listTenantsOf } from "@/lib/access/tenant/resolve-tenant";
import { readLiveBypass } from "@/lib/deployments/read-live-bypass";
import { listHops } from "@/lib/vendors/hop-table";
import { listIdWords } from "@/lib/vendors/ids";
import { vendors } from "@/lib/vendors/registry";
import { listFaults, placeCall } from "./place-call";
import { readShell } from "./read-shell";
import { turnBypass } from "./turn-bypass";

interface TenantLayoutProps {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}

export async function generateMetadata({ params }: TenantLayoutProps): Promise<Metadata> {
  const { name } = await enterTenant((await params).tenant);
  return { title: { default: name, template: `%s · ${name} · Patchbay` } };
}

export default async function TenantLayout({ children, params }: TenantLayoutProps) {
  const context = await enterTenant((await params).tenant);
  const [shell, tenants, jar] = await Promise.all([
    readShell(context.tenantId),
    listTenantsOf(context.user.id),
    cookies(),
  ]);
  const screens = listScreens(vendors.map(({ title }) => title));
  const allowed = screens.filter(({ permission }) => can(context.role, permission));
  const entries = tenants.map(({ slug, name }) => ({ slug, name }));
  return (
    <VendorWordsProvider words={{ hops: listHops(), ids: listIdWords() }}>
      <Shell
        sideBar={
          <SideBar
            slug={context.slug}
            switcher={
              <TenantSwitcher
                current={{ slug: context.slug, name: context.name }}
                detail={shell.detail}
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
            slug={context.slug}
            screens={allowed}
            tenants={entries}
            isOperator={context.user.isOperator}
            canOpenContacts={can(context.role, "contact:read")}
          />
        }
        banner={
          <BypassBanner
            slug={context.slug}
            bypassed={shell.bypassed}
            unfinished={shell.unfinished}
            readLive={readLiveBypass.bind(null, context.tenantId)}
            turn={can(context.role, "integration:deploy") ? turnBypass.bind(null, context.slug) : undefined}
          />
        }
        actions={
          can(context.role, "call:place") && shell.callable.length > 0 ? (
            <TestCallButton
              slug={context.slug}
              integrations={shell.callable}
              place={placeCall}
              listFaults={listFaults}
            />
          ) : null
        }
      >
        {children}
      </Shell>
    </VendorWordsProvider>
  );
}
