"use server";

import { z } from "zod";
import { defineOwnAction } from "@/lib/access/action";
import { changePassword } from "@/lib/access/auth/account";
import { passwordSchema } from "@/lib/access/auth/passwords";
import { endAllSessions } from "@/lib/access/auth/session-user";
import { succeed } from "@/lib/kernel/result";

/** Ends every session, this one too: the screen leads to the sign-in itself, so nothing is redrawn. */
export const savePassword = defineOwnAction({
  readsOnly: true,
  input: z.object({
    present: z.string().min(1, "Enter your current password.").max(200),
    next: passwordSchema,
  }),
  run: ({ actor, origin }, input) => changePassword(actor.userId, input, origin),
});

export const signOutEverywhere = defineOwnAction({
  readsOnly: true,
  input: z.undefined(),
  run: async ({ actor }) => {
    await endAllSessions(actor.userId);
    return succeed(null);
  },
});
