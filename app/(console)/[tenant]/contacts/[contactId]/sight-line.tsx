import { Eye, EyeOff } from "lucide-react";
import { ForgetUnmask } from "@/components/trail/forget-unmask";
import { SightLink } from "@/components/trail/sight-link";
import { isClear, type Sight } from "@/lib/privacy/sight";

interface SightLineProps {
  sight: Sight;
  /** What this person would see who asked for it. */
  clear: Sight;
}

/** What of the contact's data is hidden, why, and the way to it for whoever may. */
export function SightLine({ sight, clear }: SightLineProps) {
  if (isClear(sight)) {
    return (
      <p
        className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft"
        data-testid="sight"
        data-sight="clear"
      >
        {sight.phones
          ? "Numbers and transcripts are shown. This was recorded in the audit log."
          : "Transcripts are shown, numbers are hidden for your role. This was recorded in the audit log."}
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
      {isClear(clear) ? (
        <SightLink unmask>
          <Eye className="size-3.5" aria-hidden="true" />
          {clear.phones ? "Show numbers and transcripts" : "Show transcripts"}
        </SightLink>
      ) : (
        "Numbers and transcripts are hidden for your role. An administrator can show them; this is recorded in the audit log."
      )}
    </p>
  );
}
