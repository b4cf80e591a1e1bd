import type { TenantDatabase } from "./scope";

/** No run takes as long; a worker that never came back must not block anything for good. */
export const givenUpMinutes = 30;

/** Before this, an approved publication is given up. */
export function givenUpBefore(now = new Date()): Date {
  return new Date(now.getTime() - givenUpMinutes * 60_000);
}

/** A worker has a publication of the tenant, or of this integration, or still may have. Lock first what must not end. */
export async function hasActivePublication(db: TenantDatabase, integrationId?: string): Promise<boolean> {
  const count = await db.guidePublication.count({
    where: {
      ...{ activeKey: { not: null }, approvedAt: { gte: givenUpBefore() } },
      ...(integrationId === undefined ? {} : { integrationId }),
    },
  });
  return count > 0;
}
