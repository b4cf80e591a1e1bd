import { randomUUID } from "node:crypto";
import type { Origin } from "./rate-limit";
import { recordAccountEvent } from "./record-account-event";
import { rememberDevice } from "./remember-device";
import { beginSession, type SignInMethod } from "./session-user";

export interface Entering {
  method: SignInMethod;
  origin: Origin;
  userAgent: string | undefined;
  /** Wrong passwords and codes since the last sign-in, for readers of the audit log. */
  failedAttempts?: number;
}

/** Starts the session of an authenticated person; returns its ID. */
export async function enterAccount(
  user: { id: string; name: string },
  { method, origin, userAgent, failedAttempts = 0 }: Entering,
): Promise<string> {
  const sessionId = randomUUID();
  const { address, device } = origin;
  await beginSession({ userId: user.id, sessionId, method, address, userAgent });
  if (device) await rememberDevice(user.id, device);
  await recordAccountEvent({ userId: user.id, name: user.name, address }, "session:sign-in", {
    detail: { method, ...(failedAttempts > 0 ? { failedAttempts } : {}) },
  });
  return sessionId;
}
