"use server";

import { z } from "zod";
import { defineOpenAction } from "@/lib/access/action";
import { acceptInvitation } from "@/lib/access/auth/invitations";
import { succeed } from "@/lib/kernel/result";

export const accept = defineOpenAction({
  readsOnly: true,
  input: z.object({
    token: z.string().max(200),
    name: z.string().max(80),
    password: z.string().max(200),
    code: z.string().max(40).optional(),
  }),
  run: async ({ origin }, { token, ...input }) => {
    const accepted = await acceptInvitation(token, input, origin);
    return accepted.ok ? succeed({ slug: accepted.value.slug }) : accepted;
  },
});
