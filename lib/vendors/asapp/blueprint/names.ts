import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { AsappSettings } from "./settings";

export type AsappInput = BlueprintInput<AsappSettings>;

/** The functions, by the names that ASAPP's guide gives them; the parts of the logical ids are the same. */
export const functionParts = ["call-transfer", "get-call-context"] as const;
export type FunctionPart = (typeof functionParts)[number];

/** What the integration's things are called in this account: the guide's names behind the prefix. */
export function namesOf({ prefix }: Pick<AsappInput, "prefix">) {
  return {
    functionName: (part: FunctionPart) => `${prefix}${part}`,
    flow: `${prefix}TransfertoASAPPGenerativeAgent`,
  };
}
