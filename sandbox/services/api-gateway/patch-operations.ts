import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { badRequest } from "./api-store";

/** What a path of a patch sets: `{ "/name": (value) => … }`. */
export type Patchable = Record<string, (value: string | undefined) => void>;

/** Applies API Gateway's patches. A path that the sandbox does not know is refused, as AWS refuses an unknown one. */
export function applyPatches(operations: readonly PatchOperation[] | undefined, patchable: Patchable): void {
  for (const { op, path = "", value } of operations ?? []) {
    const set = patchable[path];
    if (!set)
      throw badRequest(
        `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${Object.keys(patchable).join(", ")}]`,
      );
    if (op === "replace" || op === "add") set(value);
    else if (op === "remove") set(undefined);
    else throw badRequest(`Invalid patch operation specified: ${op}`);
  }
}
