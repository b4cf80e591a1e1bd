import { Eye, EyeOff } from "lucide-react";
import { buttonClasses } from "@/components/ui/button";
import { can, type TenantRole } from "@/lib/auth/permissions";
import type { Sight } from "@/lib/privacy/sight";
import { isClear } from "./open-look";

interface SightLineProps {
  sight: Sight;
  role: TenantRole;
  search: Record<string, string | undefined>;
}

/** What of the contact's data is hidden, why, and the way to it for whoever may. */
export function SightLine({ sight, role, search }: SightLineProps) {
  const mayUnmask = can(role, "contact:unmask");
  // Plain links: fetching one ahead of a click would leave the audit event of a showing that nobody saw.
  if (isClear(sight)) {
    return (
      <p
        className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft"
        data-testid="sight"
        data-sight="clear"
      >
        Numbers and transcripts are shown; this was written to the audit.
        <a href={addressWith(search, false)} className={buttonClasses("plain", "small")}>
          <EyeOff className="size-3.5" aria-hidden="true" />
          Hide them again
        </a>
      </p>
    );
  }
  return (
    <p
      className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft"
      data-testid="sight"
      data-sight="masked"
    >
      {mayUnmask ? (
        <a href={addressWith(search, true)} className={buttonClasses("plain", "small")}>
          <Eye className="size-3.5" aria-hidden="true" />
          Show numbers and transcripts
        </a>
      ) : (
        "Numbers and transcripts are hidden for your role; an administrator can show them, which is audited."
      )}
    </p>
  );
}

/** The same page with what it was opened with. */
function addressWith(search: Record<string, string | undefined>, unmask: boolean): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (name !== "unmask" && value !== undefined) query.set(name, value);
  }
  if (unmask) query.set("unmask", "1");
  return `?${query}`;
}
