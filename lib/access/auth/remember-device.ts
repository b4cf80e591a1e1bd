import { withUser } from "../tenant/scope";

/** More browsers than anyone uses; the oldest are dropped. */
const maxDevices = 20;

/** Remembers that this browser has signed in to this account. */
export async function rememberDevice(userId: string, tokenHash: string): Promise<void> {
  await withUser(userId, async (db) => {
    const lastSeenAt = new Date();
    await db.knownDevice.upsert({
      where: { userId_tokenHash: { userId, tokenHash } },
      create: { userId, tokenHash, lastSeenAt },
      update: { lastSeenAt },
    });
    const old = await db.knownDevice.findMany({
      where: { userId },
      orderBy: { lastSeenAt: "desc" },
      skip: maxDevices,
      select: { tokenHash: true },
    });
    if (old.length === 0) return;
    await db.knownDevice.deleteMany({
      where: { userId, tokenHash: { in: old.map((row) => row.tokenHash) } },
    });
  });
}
