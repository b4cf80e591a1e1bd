import type { ReactNode } from "react";

/**
 * What a button has to say, in a row of its own below its row. In a header it spans the header's whole width, and the
 * buttons stay where they are.
 */
export function BelowRow({ children }: { children: ReactNode }) {
  return (
    <div data-below="" className="order-last min-w-0 basis-full">
      {children}
    </div>
  );
}

/** For the actions of a header that wraps; its element has `data-actions`. */
export const actionsWithBelow = "has-[[data-below]]:contents";

/** For a button with something below it, wherever it stands. */
export const rowWithBelow =
  "flex min-w-0 flex-wrap items-start gap-2 in-data-actions:has-[[data-below]]:contents in-data-[actions=panel]:[&>:first-child]:ml-auto";
