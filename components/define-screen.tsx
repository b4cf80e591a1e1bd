import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import {
  isOperator,
  isPermitted,
  type TenantContext,
  tenantContext,
  type UserContext,
  userContext,
} from "@/lib/access/action";
import { type Permission, seesConsole } from "@/lib/access/auth/permissions";
import { ArchivedTenant } from "./archived-tenant";
import { NotPermitted } from "./not-permitted";

type Search = Record<string, string | undefined>;

interface ScreenProps<Params> {
  params: Promise<Params>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

interface Screen<Params> {
  permission: Permission;
  render(context: TenantContext, request: { params: Params; search: Search }): Promise<ReactNode>;
}

/**
 * A tenant's page: like an action, it must declare a permission, and it doesn't exist for strangers.
 */
export function defineScreen<Params extends { tenant: string }>(screen: Screen<Params>) {
  // biome-ignore lint/correctness/noComponentHookFactories: called once at the top of a file, for a page without state.
  return async function Screen({ params, searchParams }: ScreenProps<Params>): Promise<ReactNode> {
    const given = await params;
    const context = await enterTenant(given.tenant);
    if (context.archived) return <ArchivedTenant {...context} archived={context.archived} />;
    if (!isPermitted(context, screen.permission)) {
      if (!seesConsole(context.role)) notFound();
      return <NotPermitted />;
    }
    return screen.render(context, { params: given, search: firstOfEach(await searchParams) });
  };
}

/** Redirects to sign-in without a session, and shows strangers "not found". */
export async function enterTenant(slug: string): Promise<TenantContext> {
  await enter();
  return (await tenantContext(slug)) ?? notFound();
}

/** Redirects to sign-in without a session, and to the setup of a required second factor. */
export async function enter(): Promise<UserContext> {
  const who = await userContext();
  if (who && who.user.secondFactor !== "required") return who;
  const path = (await headers()).get("x-patchbay-path");
  const next = path && path !== "/" ? `?next=${encodeURIComponent(path)}` : "";
  redirect(`${who ? "/two-step" : "/sign-in"}${next}`);
}

/** The same for a page across tenants: it exists only for operators. */
export async function enterAsOperator(): Promise<UserContext> {
  const who = await enter();
  if (!isOperator(who)) notFound();
  return who;
}

function firstOfEach(search: Record<string, string | string[] | undefined>): Search {
  return Object.fromEntries(
    Object.entries(search).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
