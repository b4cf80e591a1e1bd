import { ArrowUpRight } from "lucide-react";
import { CopyActions } from "@/components/trail/copy-actions";
import { buttonClasses } from "@/components/ui/button";
import type { Look } from "@/lib/contacts/trail/open-look";
import type { Result } from "@/lib/kernel/result";

/** What one does with a trail that is there. */
export async function HeaderActions({ look }: { look: Promise<Result<Look>> }) {
  const opened = await look;
  if (!opened.ok) return null;
  const { ticket, reader } = opened.value;
  return (
    <>
      <CopyActions ticket={ticket} />
      {reader.recordUrl ? (
        <a
          href={reader.recordUrl}
          target="_blank"
          rel="noreferrer"
          className={buttonClasses()}
          data-testid="open-in-connect"
        >
          Open in Connect
          <ArrowUpRight className="size-3.5" aria-hidden="true" />
          <span className="sr-only">(opens another tab)</span>
        </a>
      ) : null}
    </>
  );
}
