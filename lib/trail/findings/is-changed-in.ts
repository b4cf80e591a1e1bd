import type { ComparedFlow, TrailEvent } from "@/lib/trail/event";

/** Whether a block's run is of a block that somebody changed: "transfer.Parameters.ToUser" is of "transfer". */
export function isChangedIn({ flowArn, changedPaths }: ComparedFlow, { block }: TrailEvent): boolean {
  if (block?.flowArn !== flowArn) return false;
  const { identifier } = block;
  return changedPaths.some((path) => path === identifier || path.startsWith(`${identifier}.`));
}
