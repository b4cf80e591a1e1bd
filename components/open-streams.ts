import type { TenantId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";

// A stream holds a connection, and asks the database now and then, for minutes. So each person and tenant can have only
// so many at a time, per console process.

export const mostStreams = { user: 20, tenant: 200 };

/** On the global object: routes are bundled apart and run in one process. */
const held = globalThis as typeof globalThis & { patchbayOpenStreams?: Map<string, number> };

/** Reserves a slot for one stream and returns a function that frees it (idempotent); a problem if there is none. */
export function takeStream(
  userId: string,
  tenantId: TenantId,
): { giveBack: () => void } | { problem: Problem } {
  held.patchbayOpenStreams ??= new Map();
  const open = held.patchbayOpenStreams;
  const places = [
    { key: `user:${userId}`, most: mostStreams.user, problem: tooManyOfUser },
    { key: `tenant:${tenantId}`, most: mostStreams.tenant, problem: tooManyOfTenant },
  ];
  const full = places.find(({ key, most }) => (open.get(key) ?? 0) >= most);
  if (full) return { problem: full.problem };
  for (const { key } of places) open.set(key, (open.get(key) ?? 0) + 1);
  let isTaken = true;
  const giveBack = () => {
    if (!isTaken) return;
    isTaken = false;
    for (const { key } of places) {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    }
  };
  return { giveBack };
}

const tooManyOfUser: Problem = {
  code: "too-many-streams",
  sentence: `You have ${mostStreams.user} live views open, which is the maximum.`,
  wayOut: "Close tabs that show a deployment, then reload this page.",
};

const tooManyOfTenant: Problem = {
  code: "too-many-streams",
  sentence: `This tenant has ${mostStreams.tenant} live views open, which is the maximum.`,
  wayOut: "Reload this page to see the current state.",
};
