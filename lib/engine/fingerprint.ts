import { createHmac } from "node:crypto";
import { isPlainObject } from "@/lib/kernel/plain-json";
import type { Observed } from "./observed";

/** JSON with sorted keys and without undefined: equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value)) ?? "null";
}

/**
 * What was seen of a resource, as a keyed hash. Keyed, because the state may hold a secret (a Lambda's environment)
 * and the hash is stored in the plan, where a plain one would let short secrets be guessed.
 */
export function fingerprintObserved(
  observed: Observed<object> | undefined,
  key: Uint8Array | string,
): string {
  const seen =
    observed === undefined
      ? null
      : {
          state: observed.state,
          outputs: observed.outputs,
          ownership: observed.ownership,
          departures: observed.departures,
        };
  return createHmac("sha256", key).update(canonicalJson(seen)).digest("base64url");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => [key, sortKeys(value[key])]),
  );
}
