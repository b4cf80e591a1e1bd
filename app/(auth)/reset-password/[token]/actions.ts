"use server";

import { z } from "zod";
import { defineOpenAction } from "@/lib/access/action";
import { resetPassword } from "@/lib/access/auth/password-reset";

export const setNewPassword = defineOpenAction({
  readsOnly: true,
  input: z.object({ token: z.string().max(200), password: z.string().max(200) }),
  run: ({ origin }, { token, password }) => resetPassword(token, password, origin.address),
});
