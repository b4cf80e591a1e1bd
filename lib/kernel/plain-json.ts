import type { Prisma } from "@/prisma/generated/client";

/** Plain data as a JSON column takes it: what JSON cannot hold is left out. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value ?? null)) as Prisma.InputJsonValue;
}
