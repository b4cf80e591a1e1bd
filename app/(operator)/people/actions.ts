"use server";

import { z } from "zod";
import { defineOperatorAction } from "@/lib/access/action";
import { makePersonResetLink, resetPersonSecondFactor, setPersonDisabled } from "@/lib/access/auth/people";
import { succeed } from "@/lib/kernel/result";

const person = z.object({ userId: z.uuid() });

export const setDisabled = defineOperatorAction({
  confirmed: true,
  input: person.extend({ disabled: z.boolean() }),
  run: ({ actor }, { userId, disabled }) => setPersonDisabled(actor, userId, disabled),
});

export const makeResetLink = defineOperatorAction({
  confirmed: true,
  readsOnly: true,
  input: person,
  run: async ({ actor }, { userId }) => {
    const made = await makePersonResetLink(actor, userId);
    return made.ok ? succeed({ path: made.value.path, expiresAt: made.value.expiresAt.toISOString() }) : made;
  },
});

export const resetSecondFactor = defineOperatorAction({
  confirmed: true,
  input: person,
  run: ({ actor }, { userId }) => resetPersonSecondFactor(actor, userId),
});
