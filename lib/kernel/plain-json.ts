import type { Prisma } from "@/prisma/generated/client";

/** Plain data as a JSON column takes it: what JSON can't hold is left out. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value ?? null)) as Prisma.InputJsonValue;
}

/** "a.b" of "a" and "b". */
export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
