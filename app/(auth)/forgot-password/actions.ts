"use server";

import { after } from "next/server";
import { z } from "zod";
import { defineOpenAction } from "@/lib/access/action";
import { mailResetLink } from "@/lib/access/auth/password-reset";
import { emailSchema } from "@/lib/access/auth/sign-in";
import { succeed } from "@/lib/kernel/result";

/** Answers before it looks: neither the words nor the time say who has an account. */
export const requestReset = defineOpenAction({
  readsOnly: true,
  input: z.object({ email: emailSchema }),
  run: async ({ origin }, { email }) => {
    after(() => mailResetLink(email, origin));
    return succeed(null);
  },
});
