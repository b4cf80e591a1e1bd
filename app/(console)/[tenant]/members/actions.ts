"use server";

import { z } from "zod";
import { defineAction } from "@/lib/action";
import { invitationInput, inviteMember, revokeInvitation } from "@/lib/auth/invitations";
import { removeMember, setMemberDisabled, setMemberRole } from "@/lib/auth/members";
import { succeed } from "@/lib/result";

export const invite = defineAction({
  permission: "member:write",
  input: invitationInput,
  run: async ({ tenantId, actor }, input) => {
    const made = await inviteMember({ tenantId, actor }, input);
    if (!made.ok) return made;
    const { token, expiresAt } = made.value;
    return succeed({
      email: input.email,
      path: `/invitation/${token}`,
      expiresAt: expiresAt.toISOString(),
    });
  },
});

export const revoke = defineAction({
  permission: "member:write",
  input: z.object({ invitationId: z.uuid() }),
  run: ({ tenantId, actor }, { invitationId }) => revokeInvitation({ tenantId, actor }, invitationId),
});

export const setRole = defineAction({
  permission: "member:write",
  input: z.object({ userId: z.uuid(), role: z.enum(["admin", "support", "viewer"]) }),
  run: ({ tenantId, actor }, { userId, role }) => setMemberRole({ tenantId, actor }, userId, role),
});

export const remove = defineAction({
  permission: "member:write",
  input: z.object({ userId: z.uuid() }),
  run: ({ tenantId, actor }, { userId }) => removeMember({ tenantId, actor }, userId),
});

export const setDisabled = defineAction({
  permission: "member:write",
  input: z.object({ userId: z.uuid(), disabled: z.boolean() }),
  run: ({ tenantId, actor }, { userId, disabled }) =>
    setMemberDisabled({ tenantId, actor }, userId, disabled),
});
