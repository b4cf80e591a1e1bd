"use server";

import { after } from "next/server";
import { z } from "zod";
import { defineOpenAction } from "@/lib/action";
import { mailResetLink } from "@/lib/auth/password-reset";
import { emailSchema } from "@/lib/auth/sign-in";
import { succeed } from "@/lib/result";

/** Answers before it looks: neither the words nor the time say who has an account. */
export const requestReset = defineOpenAction({
  readsOnly: true,
  input: z.object({ email: emailSchema }),
  run: async ({ origin }, { email }) => {
    after(() => mailResetLink(email, origin));
    return succeed(null);
  },
});
