"use server";

import { z } from "zod";
import { defineOwnAction } from "@/lib/access/action";
import { confirmIdentity, wayToConfirm } from "@/lib/access/auth/confirm-identity";
import { succeed } from "@/lib/kernel/result";

export const askHowToConfirm = defineOwnAction({
  readsOnly: true,
  input: z.undefined(),
  run: async ({ user }) => succeed(await wayToConfirm(user)),
});

export const confirm = defineOwnAction({
  readsOnly: true,
  input: z.object({ answer: z.string().min(1, "Enter it to continue.").max(200) }),
  run: ({ user, origin }, { answer }) => confirmIdentity(user, answer, origin),
});
