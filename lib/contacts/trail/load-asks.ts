import { type Administrator, listAdministrators } from "@/lib/access/auth/members";
import { can, type TenantRole } from "@/lib/access/auth/permissions";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { Problem } from "@/lib/kernel/result";
import type { Finding } from "@/lib/trail/event";
import { type Asked, askText, type Message } from "./ask-text";
import { whoTakesStep } from "./who-takes-step";

/** For whoever can't take a finding's next step. */
export interface StepAsk {
  /** Whether the step is out of the reader's reach, or only may be. */
  who: "administrator" | "elsewhere";
  administrators: readonly Administrator[];
  message: Message;
}

/** By the findings' places; undefined where the reader takes the step. */
export async function loadAsks(
  db: TenantDatabase,
  role: TenantRole,
  findings: readonly Finding[],
  where: Omit<Asked, "finding">,
): Promise<(StepAsk | undefined)[]> {
  const takers = findings.map(({ needs }) => whoTakesStep(needs, role));
  if (takers.every((who) => who === "reader")) return findings.map(() => undefined);
  const administrators = await listAdministrators(db);
  return findings.map((finding, index) => {
    const who = takers[index] ?? "reader";
    return who === "reader" ? undefined : { who, administrators, message: askText({ ...where, finding }) };
  });
}

/**
 * Of a connection that can't be read: undefined for whoever may change it, and for what passes by itself: an administrator
 * can only wait and try again, too. The other system's own words stay on the screen.
 */
export async function loadProblemAsk(
  db: TenantDatabase,
  role: TenantRole,
  { sentence, wayOut, isPassing }: Problem,
  { link, tenant }: Pick<Asked, "link" | "tenant">,
): Promise<StepAsk | undefined> {
  if (isPassing || can(role, "connection:write")) return undefined;
  const text = [link, `Tenant: ${tenant}`, `What happened: ${sentence}`, `Next step: ${wayOut}`, ""].join(
    "\n",
  );
  return {
    who: "administrator",
    administrators: await listAdministrators(db),
    message: { subject: `${tenant}: ${sentence}`, text },
  };
}
