"use server";

import { z } from "zod";
import { defineOpenAction } from "@/lib/access/action";
import { acceptInvitation } from "@/lib/access/auth/invitations";
import { homeOf } from "@/lib/access/auth/permissions";
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
    if (!accepted.ok) {
      const { code, wayOut } = accepted.problem;
      const field = fieldsOfFaults[code];
      return field === undefined ? accepted : { ...accepted, fields: { [field]: wayOut } };
    }
    const { slug, role } = accepted.value;
    return succeed({ path: `/${slug}/${homeOf(role)}` });
  },
});

/** The form's field that a problem is about. */
const fieldsOfFaults: Partial<Record<string, string>> = {
  "acceptance-without-name": "name",
  "acceptance-weak-password": "password",
};
