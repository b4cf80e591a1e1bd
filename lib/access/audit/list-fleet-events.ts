import { isUuid } from "@/lib/kernel/ids";
import { withFleet } from "../tenant/scope";
import type { Actor } from "./actor";

export interface FleetEventEntry {
  /** An increasing number, as text; pass it as `before` for the next page. */
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  /** "looks at the fleet", or an action as in a tenant's audit log: "session:sign-in". */
  action: string;
  /** The account that it was done to. */
  target: { userId: string; name: string | undefined } | undefined;
  address: string | null;
}

const largestPage = 200;

/**
 * What operators did beside the tenants' own audit logs, newest first. Operators only; records a fleet event itself.
 */
export function listFleetEvents(
  actor: Actor,
  { before, limit = 50 }: { before?: string | undefined; limit?: number },
): Promise<{ events: FleetEventEntry[]; next: string | undefined }> {
  const size = Math.min(Math.max(limit, 1), largestPage);
  const from = before && /^\d{1,18}$/.test(before) ? BigInt(before) : undefined;
  return withFleet(actor, "reads fleet events", async (db) => {
    const rows = await db.fleetEvent.findMany({
      where: from === undefined ? {} : { id: { lt: from } },
      orderBy: { id: "desc" },
      take: size + 1,
    });
    const page = rows.slice(0, size).map((row) => ({ ...row, ...splitWhy(row.why) }));
    const userIds = [...new Set(page.flatMap(({ userId }) => userId ?? []))];
    const people = await db.user.findMany({
      where: { id: { in: userIds } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const events = page.map(({ id, at, actorId, actorName, action, userId, address }) => ({
      ...{ id: id.toString(), at, actorId, actorName, action, address },
      target: userId === undefined ? undefined : { userId, name: names.get(userId) },
    }));
    return { events, next: rows.length > size ? events.at(-1)?.id : undefined };
  });
}

/** What was done to an account is kept as "session:sign-in <id>". */
function splitWhy(why: string): { action: string; userId?: string } {
  const [action = "", userId = "", ...rest] = why.split(" ");
  return rest.length === 0 && isUuid(userId) ? { action, userId } : { action: why };
}
