import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { AsappSettings } from "./settings";

export type AsappInput = BlueprintInput<AsappSettings>;

/** The functions, by the names that ASAPP's guide gives them; the parts of the logical ids are the same. */
export const FUNCTION_PARTS = ["call-transfer", "get-call-context"] as const;
export type FunctionPart = (typeof FUNCTION_PARTS)[number];

/** What the integration's things are called in this account: the guide's names behind the prefix. */
export function namesOf({ prefix }: Pick<AsappInput, "prefix">) {
  return {
    functionName: (part: FunctionPart) => `${prefix}${part}`,
    flow: `${prefix}TransfertoASAPPGenerativeAgent`,
  };
}

/** Contact attributes that the flow itself sets. */
export const ATTRIBUTES = {
  /** The newest transfer of this contact: another attempt gets an id of its own from it. */
  transferId: "asappTransferId",
  /** transferred, COMPLETED, expired, no-context, unavailable, or failed. */
  status: "asappStatus",
  /** AGENT or SYSTEM. */
  transferType: "asappTransferType",
  taskName: "asappTaskName",
} as const;
