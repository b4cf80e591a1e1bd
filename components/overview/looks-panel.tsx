import Link from "next/link";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { Look } from "./needs-a-look";

const words = { bad: "Failed", attention: "Needs attention", unknown: "Not deployed yet" } as const;

/** Where the page's address can end. */
export const looksId = "needs-a-look";

/** `isUnscanned`: no call of the last day was looked at, so that nothing is known of them. */
export function LooksPanel({ looks, isUnscanned }: { looks: readonly Look[]; isUnscanned: boolean }) {
  return (
    <Panel id={looksId}>
      <PanelHeader title="Needs attention" />
      {looks.length === 0 ? (
        <p className="px-3.5 py-4 text-ink-soft">
          {isUnscanned
            ? "Nothing known needs attention. No call of the last 24 hours has been scanned yet."
            : "Nothing needs attention."}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {looks.slice(0, 12).map((look) => (
            <li key={look.id} className="flex items-start gap-3 px-3.5 py-2">
              <StateMark state={look.state} title={words[look.state]} className="mt-1" />
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words">{look.title}</p>
                <p className="text-ink-soft break-words">
                  {look.at ? (
                    <>
                      <Time at={look.at.toISOString()} />:{" "}
                    </>
                  ) : null}
                  {look.sentence}
                </p>
              </div>
              <Link href={look.href} className="shrink-0 text-accent underline underline-offset-2">
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
