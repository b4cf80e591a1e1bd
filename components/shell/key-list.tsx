"use client";

import { Dialog } from "@/components/ui/dialog";

interface KeyListProps {
  onClose: () => void;
  /** Whether the screen is a tenant's. */
  hasTenant: boolean;
}

interface KeyGroup {
  title: string;
  /** Each way to press it, as its keys. */
  keys: { ways: string[][]; does: string }[];
}

const everywhere: KeyGroup = {
  title: "Everywhere",
  keys: [
    { ways: [["Ctrl", "K"], ["⌘", "K"], ["/"]], does: "Go to a page, tenant, integration, or contact" },
    { ways: [["?"]], does: "Show this list" },
    { ways: [["Esc"]], does: "Close a dialog or menu" },
  ],
};

const inPalette: KeyGroup = {
  title: "In the list of Ctrl K",
  keys: [
    { ways: [["↑"], ["↓"]], does: "Go through the results" },
    { ways: [["Enter"]], does: "Open the selected result" },
  ],
};

const onContact: KeyGroup = {
  title: "In a contact's timeline",
  keys: [
    { ways: [["j"], ["↓"]], does: "Next event" },
    { ways: [["k"], ["↑"]], does: "Previous event" },
    { ways: [["n"]], does: "Next failure" },
    { ways: [["Enter"]], does: "Open or close an event's details" },
  ],
};

/** The keys that the console listens to; fetched when somebody asks for them. */
export default function KeyList({ onClose, hasTenant }: KeyListProps) {
  const groups = hasTenant ? [everywhere, inPalette, onContact] : [everywhere, inPalette];
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <div className="flex flex-col gap-4">
        {groups.map(({ title, keys }) => (
          <section key={title} className="flex flex-col gap-1.5">
            <h3 className="text-xs text-ink-soft">{title}</h3>
            <dl className="divide-y divide-line">
              {keys.map(({ ways, does }) => (
                <div key={does} className="flex items-center justify-between gap-4 py-1.5">
                  <dt>{does}</dt>
                  <dd className="flex shrink-0 flex-wrap items-center justify-end gap-1.5 text-xs text-ink-soft">
                    {ways.map((way, index) => (
                      <span key={way.join(" ")} className="flex items-center gap-1">
                        {index > 0 ? <span>or</span> : null}
                        {way.map((key) => (
                          <kbd
                            key={key}
                            className="min-w-5 rounded-[5px] border border-line-strong bg-sunk px-1.5 py-px text-center font-sans text-ink"
                          >
                            {key}
                          </kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
