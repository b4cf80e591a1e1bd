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
import type { Permission } from "@/lib/access/auth/permissions";
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
 * A screen of a tenant: like an action it can't be written without its permission, and for a stranger it doesn't exist.
 */
export function defineScreen<Params extends { tenant: string }>(screen: Screen<Params>) {
  // biome-ignore lint/correctness/noComponentHookFactories: called once at the top of a file, for a page without state.
  return async function Screen({ params, searchParams }: ScreenProps<Params>): Promise<ReactNode> {
    const given = await params;
    const context = await enterTenant(given.tenant);
    if (!isPermitted(context, screen.permission)) return <NotPermitted />;
    return screen.render(context, { params: given, search: firstOfEach(await searchParams) });
  };
}

/** Sends who isn't signed in to the sign-in, and a stranger to "not found". */
export async function enterTenant(slug: string): Promise<TenantContext> {
  await enter();
  return (await tenantContext(slug)) ?? notFound();
}

/** Sends who isn't signed in to the sign-in, and who must set up a second factor to that first. */
export async function enter(): Promise<UserContext> {
  const who = await userContext();
  if (who && who.user.secondFactor !== "required") return who;
  const path = (await headers()).get("x-patchbay-path");
  const next = path && path !== "/" ? `?next=${encodeURIComponent(path)}` : "";
  redirect(`${who ? "/two-step" : "/sign-in"}${next}`);
}

/** The same for a screen over all tenants: for who is no operator there is none. */
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
