import { z } from "zod";
import { Prisma } from "@/prisma/generated/client";

/** Unique indexes whose violation is an expected answer: someone was faster, or the name is taken. */
export type ExpectedConstraint =
  | "Connection_connectInstanceArn_key"
  | "Connection_tenantId_kind_name_key"
  | "Deployment_tenantId_activeKey_key"
  | "GuidePublication_tenantId_activeKey_key"
  | "Tenant_slug_key";

// Prisma's `meta.target` is empty with a driver adapter; the adapter passes on the index that PostgreSQL names.
const uniqueViolation = z.object({
  driverAdapterError: z.object({ cause: z.object({ constraint: z.object({ index: z.string() }) }) }),
});

/** Whether a write failed because of this very index. Any other violation is a bug or a race that no one expects. */
export function violates(error: unknown, constraint: ExpectedConstraint): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return false;
  return uniqueViolation.safeParse(error.meta).data?.driverAdapterError.cause.constraint.index === constraint;
}
