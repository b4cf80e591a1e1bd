import type { ActionResult } from "@/lib/access/action";
import type { ImportOutcome, ImportTarget } from "@/lib/flow-library/import-flow";

/** The server action that puts a mapped flow into the instance. */
export type SaveFlow = (input: {
  connectionId: string;
  text: string;
  target: ImportTarget;
  as: "draft" | "published";
}) => Promise<ActionResult<ImportOutcome>>;
