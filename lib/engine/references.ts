import { isPlainObject, joinPath } from "@/lib/kernel/plain-json";
import type { Join, Ref, SecretRef } from "@/lib/kernel/references";
import { ProblemError } from "@/lib/kernel/result";

/**
 * What stands in a prop while planning, for a value that only the deployment will make. A string, because every
 * prop that may hold a reference is one; it never reaches AWS: applying refuses to go on with an unresolved value.
 */
export const unknownValue = "(known after deployment)";

export interface Lookups {
  /** undefined when not known yet. */
  output(logicalId: string, name: string): string | undefined;
  /** undefined when the integration has no such secret. */
  secret(name: string): string | undefined;
}

export interface Resolved {
  props: Record<string, unknown>;
  /** Paths of values that came from a secret. */
  secretPaths: string[];
  /** Paths of values that aren't known yet. */
  unknownPaths: string[];
}

/** Puts outputs and secrets where the props name them. A missing output becomes UNKNOWN; a missing secret throws. */
export function resolveReferences(props: Record<string, unknown>, lookups: Lookups): Resolved {
  const secretPaths: string[] = [];
  const unknownPaths: string[] = [];

  function walk(value: unknown, path: string): unknown {
    if (isRef(value)) {
      const found = lookUp(value, lookups);
      if (found === undefined) unknownPaths.push(path);
      return found ?? unknownValue;
    }
    if (isJoin(value)) {
      const parts = value.$join.map((part) => {
        if (typeof part === "string") return part;
        if (!isSecretRef(part)) return lookUp(part, lookups);
        if (!secretPaths.includes(path)) secretPaths.push(path);
        return openSecret(part, lookups);
      });
      if (parts.includes(undefined)) {
        unknownPaths.push(path);
        return unknownValue;
      }
      return parts.join("");
    }
    if (isSecretRef(value)) {
      secretPaths.push(path);
      return openSecret(value, lookups);
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, joinPath(path, String(index))));
    if (isPlainObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, walk(item, joinPath(path, key))]),
      );
    }
    return value;
  }

  const resolved = Object.fromEntries(Object.entries(props).map(([key, value]) => [key, walk(value, key)]));
  return { props: resolved, secretPaths, unknownPaths };
}

/** Logical ids that this resource needs first: by reference and by `dependsOn`. */
export function dependenciesOf(resource: {
  logicalId: string;
  props: Record<string, unknown>;
  dependsOn?: string[];
}): string[] {
  const found = new Set(resource.dependsOn ?? []);
  const pending: unknown[] = [resource.props];
  while (pending.length > 0) {
    const value = pending.pop();
    if (isRef(value)) found.add(splitRef(value).logicalId);
    else if (Array.isArray(value)) pending.push(...value);
    else if (isPlainObject(value)) pending.push(...Object.values(value));
  }
  found.delete(resource.logicalId);
  return [...found].sort();
}

function isRef(value: unknown): value is Ref {
  return hasOnlyKey(value, "$ref") && typeof value.$ref === "string";
}

function isSecretRef(value: unknown): value is SecretRef {
  return hasOnlyKey(value, "$secret") && typeof value.$secret === "string";
}

function isJoin(value: unknown): value is Join {
  return hasOnlyKey(value, "$join") && Array.isArray(value.$join);
}

function hasOnlyKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return isPlainObject(value) && Object.keys(value).length === 1 && key in value;
}

/** At the last dot: a logical id may hold one, the name of an output never does. */
function splitRef(ref: Ref): { logicalId: string; name: string } {
  const dot = ref.$ref.lastIndexOf(".");
  return { logicalId: ref.$ref.slice(0, dot), name: ref.$ref.slice(dot + 1) };
}

function lookUp(ref: Ref, lookups: Lookups): string | undefined {
  const { logicalId, name } = splitRef(ref);
  return lookups.output(logicalId, name);
}

function openSecret({ $secret }: SecretRef, lookups: Lookups): string {
  const secret = lookups.secret($secret);
  if (secret === undefined) throw missingSecret($secret);
  return secret;
}

function missingSecret(name: string): ProblemError {
  const [kind, field] = name.split(".");
  if (field !== undefined) {
    return new ProblemError({
      code: "secret-missing",
      sentence: `The ${kind} connection has no ${field}. Nothing was changed.`,
      wayOut: "Open the connection, enter it, and save.",
    });
  }
  return new ProblemError({
    code: "secret-missing",
    sentence: `The integration has no secret named "${name}". Nothing was changed.`,
    wayOut: "Save the integration's settings again, which creates missing secrets.",
  });
}
