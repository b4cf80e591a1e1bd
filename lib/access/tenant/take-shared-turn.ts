import { config } from "@/lib/kernel/config";
import { log } from "@/lib/kernel/log";
import { withNobody } from "./scope";

interface Pace {
  everyMs: number;
  /** A turn that would come later isn't taken. */
  withinMs: number;
}

/** Whoever waits for a turn waits for an answer besides: a slow database mustn't take the time for it. */
const answerMs = 1_000;
/** A database that is away isn't asked again before each request. */
const awayMs = 5_000;
let awayUntilMs = 0;

/**
 * Takes the next turn of what all consoles and workers of this database share, and says in how many milliseconds it is: one in
 * `everyMs`. "late" where it would come after `withinMs`. undefined while the database isn't there to say. `key`: no secret,
 * and nobody's data. Call it outside any scope.
 */
export async function takeSharedTurn(
  key: string,
  { everyMs, withinMs }: Pace,
): Promise<number | "late" | undefined> {
  if (!config().appDatabaseUrl || performance.now() < awayUntilMs) return undefined;
  const taken = withNobody(async (db) => {
    const [row] = await db.$queryRaw<{ waitMs: number | null }[]>`
      SELECT app_take_turn(${key}, ${Math.ceil(everyMs)}::int, ${Math.max(0, Math.floor(withinMs))}::int) AS "waitMs"`;
    return row?.waitMs ?? ("late" as const);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answerMs);
  });
  try {
    const turn = await Promise.race([taken, late]);
    if (turn === undefined) awayUntilMs = performance.now() + awayMs;
    return turn;
  } catch (err) {
    log.warn({ err }, "couldn't take a shared turn");
    awayUntilMs = performance.now() + awayMs;
    return undefined;
  } finally {
    clearTimeout(timer);
    taken.catch(() => undefined);
  }
}
