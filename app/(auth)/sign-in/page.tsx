import { redirect } from "next/navigation";
import { userContext } from "@/lib/action";
import { SignInForm } from "./sign-in-form";

export const metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next } = await searchParams;
  const goTo = safePath(typeof next === "string" ? next : undefined);
  if (await userContext()) redirect(goTo);
  return <SignInForm goTo={goTo} />;
}

/** Only a path of this console: an address elsewhere would make the sign-in a springboard. */
function safePath(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : "/";
}
