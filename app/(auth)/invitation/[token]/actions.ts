"use server";

import { z } from "zod";
import { defineOpenAction } from "@/lib/action";
import { acceptInvitation } from "@/lib/auth/invitations";
import { succeed } from "@/lib/result";

export const accept = defineOpenAction({
  readsOnly: true,
  input: z.object({ token: z.string().max(200), name: z.string().max(80), password: z.string().max(200) }),
  run: async ({ address }, { token, name, password }) => {
    const accepted = await acceptInvitation(token, { name, password }, address);
    return accepted.ok ? succeed({ slug: accepted.value.slug }) : accepted;
  },
});
