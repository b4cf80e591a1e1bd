"use client";

import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { ContactId } from "@/lib/kernel/ids";
import type { Arrival } from "@/lib/watch/fetch-arrivals";

interface ArrivalListProps {
  arrivals: readonly Arrival[];
  onChoose: (contactId: ContactId) => void;
}

/** Other people call, too: whoever dialled knows when, and from which number. */
export function ArrivalList({ arrivals, onChoose }: ArrivalListProps) {
  return (
    <div data-testid="arrivals">
      <p className="px-3.5 pt-3 text-ink-soft">
        {arrivals.length === 1
          ? "A call came in, but it might not be yours."
          : `${arrivals.length} calls came in.`}{" "}
        Which one is yours?
      </p>
      <ul className="mt-2 divide-y divide-line border-t border-line">
        {arrivals.map(({ contactId, beganAt, caller, called }) => (
          <li key={contactId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
            <span className="font-mono text-xs">
              <Time at={beganAt} look="exact" />
            </span>
            <span className="min-w-0 flex-1 tabular-nums">
              {caller ? `from ${caller}` : "from a hidden number"}
              {called ? <span className="text-ink-soft"> to {called}</span> : null}
            </span>
            <Button size="small" onClick={() => onChoose(contactId)}>
              Watch this one
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
