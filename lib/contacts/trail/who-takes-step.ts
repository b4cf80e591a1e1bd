import { can, type TenantRole } from "@/lib/access/auth/permissions";
import type { StepNeed } from "@/lib/trail/event";

/**
 * Who takes a finding's next step: the reader, an administrator, or "elsewhere": somebody with rights in another system, which
 * whoever sets integrations up has as a rule. Pure.
 */
export function whoTakesStep(needs: StepNeed, role: TenantRole): "reader" | "administrator" | "elsewhere" {
  if (needs === "nothing") return "reader";
  if (needs === "elsewhere") return can(role, "integration:write") ? "reader" : "elsewhere";
  return can(role, needs) ? "reader" : "administrator";
}
