import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { badRequest } from "./gateway-store";

/**
 * What can be patched: a path, in which `*` matches one name, and what a new value does.
 * `remove` calls with undefined. Names arrive without their escapes (`~1` is a slash).
 */
export type PatchRules = Record<string, (value: string | undefined, names: string[]) => void>;

/** Applies API Gateway's patch operations in their order. Throws at the first invalid one, so pass a copy. */
export function applyPatch(operations: readonly PatchOperation[] | undefined, rules: PatchRules): void {
  for (const { op, path, value } of operations ?? []) {
    if (op !== "add" && op !== "replace" && op !== "remove")
      throw badRequest(`Invalid patch operation specified. Must be one of: [add, replace, remove]`);
    if (path === undefined) throw badRequest("Invalid patch path specified");
    const found = findRule(rules, path);
    if (!found)
      throw badRequest(
        `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${Object.keys(rules).join(", ")}]`,
      );
    if (op !== "remove" && value === undefined)
      throw badRequest(`Invalid null or empty value for patch path '${path}' and op '${op}'`);
    found.rule(op === "remove" ? undefined : value, found.names);
  }
}

function findRule(
  rules: PatchRules,
  path: string,
): { rule: PatchRules[string]; names: string[] } | undefined {
  const parts = path.split("/");
  for (const [pattern, rule] of Object.entries(rules)) {
    const wanted = pattern.split("/");
    if (wanted.length !== parts.length) continue;
    const names: string[] = [];
    const fits = wanted.every((want, index) => {
      const part = parts[index] ?? "";
      if (want !== "*") return want === part;
      names.push(part.replaceAll("~1", "/").replaceAll("~0", "~"));
      return part !== "";
    });
    if (fits) return { rule, names };
  }
  return undefined;
}

export function patchedBoolean(value: string | undefined): boolean {
  if (value === undefined || value === "false") return false;
  if (value === "true") return true;
  throw badRequest(`Invalid boolean value '${value}'`);
}

export function patchedNumber(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) throw badRequest(`Invalid numeric value '${value}'`);
  return number;
}
