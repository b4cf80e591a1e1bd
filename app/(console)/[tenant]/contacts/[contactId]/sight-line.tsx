import { Eye, EyeOff } from "lucide-react";
import { ForgetUnmask } from "@/components/trail/forget-unmask";
import { SightLink } from "@/components/trail/sight-link";
import { can, type TenantRole } from "@/lib/access/auth/permissions";
import type { Sight } from "@/lib/privacy/sight";
import { isClear } from "@/lib/privacy/sight";

interface SightLineProps {
  sight: Sight;
  role: TenantRole;
}

/** What of the contact's data is hidden, why, and the way to it for whoever may. */
export function SightLine({ sight, role }: SightLineProps) {
  const mayUnmask = can(role, "contact:unmask");
  if (isClear(sight)) {
    return (
      <p
        className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft"
        data-testid="sight"
        data-sight="clear"
      >
        Numbers and transcripts are shown. This was recorded in the audit log.
        <ForgetUnmask />
        <SightLink unmask={false}>
          <EyeOff className="size-3.5" aria-hidden="true" />
          Hide
        </SightLink>
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
        <SightLink unmask>
          <Eye className="size-3.5" aria-hidden="true" />
          Show numbers and transcripts
        </SightLink>
      ) : (
        "Numbers and transcripts are hidden for your role. An administrator can show them; this is recorded in the audit log."
      )}
    </p>
  );
}
