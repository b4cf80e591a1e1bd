import type { ClockState, SandboxAccount } from "../state/account";
import { ControlError, type ControlRoute } from "./control";

const maxAheadSeconds = 400 * 24 * 3600;

/** The account's clock, which moves ahead of the machine's: credentials expire, connections end, records are deleted. */
export const clockRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_sandbox/clock",
    handle: (_request, account) => ({ body: describe(account) }),
  },
  {
    method: "PUT",
    path: "/_sandbox/clock",
    handle({ body }, account) {
      const seconds: unknown =
        typeof body === "object" && body !== null ? Reflect.get(body, "aheadSeconds") : undefined;
      if (typeof seconds !== "number" || !(seconds >= 0 && seconds <= maxAheadSeconds))
        throw new ControlError(400, `aheadSeconds must be a number from 0 to ${maxAheadSeconds}.`);
      const file = clockState(account);
      file.data.aheadMilliseconds = Math.round(seconds * 1000);
      file.save();
      return { body: describe(account) };
    },
  },
];

function clockState(account: SandboxAccount) {
  return account.state.service("clock", (): ClockState => ({ aheadMilliseconds: 0 }));
}

function describe(account: SandboxAccount): { now: string; aheadSeconds: number } {
  return {
    now: new Date(account.clock.now()).toISOString(),
    aheadSeconds: clockState(account).data.aheadMilliseconds / 1000,
  };
}
