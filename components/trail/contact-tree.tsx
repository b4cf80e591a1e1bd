import Link from "next/link";
import { Panel, PanelHeader } from "@/components/ui/panel";
import type { SourcePanel } from "@/lib/trail/event";

/** The name of the source whose panel is a tree. */
export const treeSource = "associated-contacts";

interface ContactTreeProps {
  panel: SourcePanel;
  /** Contacts' trails lie below this address. */
  trailsUrl: string;
}

const contactId = /^[0-9a-f-]{36}$/;

/** The other contacts of the same call, each under the one that it came from, and a way to its own trail. */
export function ContactTree({ panel, trailsUrl }: ContactTreeProps) {
  return (
    <Panel>
      <PanelHeader title={panel.title} />
      <ul className="max-h-96 overflow-y-auto py-1.5" data-panel={panel.title} data-testid="contact-tree">
        {panel.rows.map(({ label, value }) => (
          <li key={`${label} ${value}`} className="flex items-baseline gap-2 px-3.5 py-1">
            <span className="shrink-0 whitespace-pre text-ink-soft tabular-nums">{label}</span>
            {contactId.test(value) ? (
              <Link
                href={`${trailsUrl}/${value}`}
                prefetch={false}
                title={value}
                className="min-w-0 truncate font-mono text-xs text-accent underline underline-offset-2"
              >
                {value}
              </Link>
            ) : (
              <span className="min-w-0 break-words">{value}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
