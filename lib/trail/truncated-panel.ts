import type { SourcePanel } from "@/lib/trail/event";

/** Says so where a source held more than is read: a trail that is silently incomplete misleads. */
export function truncatedPanel(title: string, complete: boolean): SourcePanel | undefined {
  return complete
    ? undefined
    : {
        title,
        rows: [
          {
            key: "truncated",
            label: "Not all of it",
            value: "The log contains more than is shown here.",
          },
        ],
      };
}
