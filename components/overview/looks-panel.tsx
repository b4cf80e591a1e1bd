import Link from "next/link";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import type { Look } from "./needs-a-look";

const words = { bad: "Failed", attention: "Needs a look", unknown: "Not there yet" } as const;

export function LooksPanel({ looks }: { looks: readonly Look[] }) {
  return (
    <Panel>
      <PanelHeader title="Needs a look" />
      {looks.length === 0 ? (
        <p className="px-3.5 py-4 text-ink-soft">
          Nothing: all that was proven worked when it was last seen.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {looks.slice(0, 12).map((look) => (
            <li key={look.id} className="flex items-start gap-3 px-3.5 py-2">
              <StateMark state={look.state} title={words[look.state]} className="mt-1" />
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words">{look.title}</p>
                <p className="text-ink-soft break-words">{look.sentence}</p>
              </div>
              <Link href={look.href} className="shrink-0 text-accent hover:underline">
                {look.action}
                <span className="sr-only">: {look.title}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
