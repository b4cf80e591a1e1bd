"use server";

import { z } from "zod";
import { defineOwnAction } from "@/lib/access/action";
import { confirmationNeeded, isConfirmed, isFresh } from "@/lib/access/auth/confirm-identity";
import { recordAccountEvent } from "@/lib/access/auth/record-account-event";
import {
  beginSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from "@/lib/access/auth/second-factor";
import { fail, succeed } from "@/lib/kernel/result";

/** A second factor in a stranger's hand locks its owner out: neither the first nor another one is added at a session left open. */
export const begin = defineOwnAction({
  readsOnly: true,
  input: z.undefined(),
  run: async ({ user }) => {
    const isOwner = isConfirmed(user) || (user.secondFactor !== "on" && isFresh(user));
    if (!isOwner) return fail(confirmationNeeded);
    return succeed(await beginSecondFactor(user.id, user.email));
  },
});

export const turnOn = defineOwnAction({
  readsOnly: true,
  input: z.object({ code: z.string().trim().min(6, "Enter the 6-digit code.").max(40) }),
  run: async ({ user, actor }, { code }) => {
    const turned = await turnOnSecondFactor(user.id, code);
    if (turned.ok) await recordAccountEvent(actor, "second-factor:on");
    return turned;
  },
});

export const turnOff = defineOwnAction({
  confirmed: true,
  input: z.undefined(),
  run: async ({ user, actor }) => {
    await turnOffSecondFactor(user.id);
    await recordAccountEvent(actor, "second-factor:off");
    return succeed(null);
  },
});

export const renewCodes = defineOwnAction({
  confirmed: true,
  readsOnly: true,
  input: z.undefined(),
  run: async ({ user, actor }) => {
    const recoveryCodes = await renewRecoveryCodes(user.id);
    await recordAccountEvent(actor, "second-factor:codes");
    return succeed({ recoveryCodes });
  },
});
