"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { invitationInput, inviteMember, revokeInvitation } from "@/lib/access/auth/invitations";
import {
  makeMemberResetLink,
  removeMember,
  requireSecondFactor,
  resetMemberSecondFactor,
  setMemberDisabled,
  setMemberRole,
} from "@/lib/access/auth/members";
import { fail, succeed } from "@/lib/kernel/result";
import { Role } from "@/prisma/generated/enums";

export const invite = defineAction({
  permission: "member:write",
  input: invitationInput,
  run: async ({ tenantId, actor }, input) => {
    const made = await inviteMember({ tenantId, actor }, input);
    if (!made.ok) return made;
    const { invitationId, token, expiresAt } = made.value;
    return succeed({
      invitationId,
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
  input: z.object({ userId: z.uuid(), role: z.enum(Role) }),
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

export const makeResetLink = defineAction({
  permission: "member:write",
  confirmed: true,
  readsOnly: true,
  input: z.object({ userId: z.uuid() }),
  run: async ({ tenantId, actor }, { userId }) => {
    const made = await makeMemberResetLink({ tenantId, actor }, userId);
    return made.ok ? succeed({ path: made.value.path, expiresAt: made.value.expiresAt.toISOString() }) : made;
  },
});

export const resetSecondFactor = defineAction({
  permission: "member:write",
  confirmed: true,
  input: z.object({ userId: z.uuid() }),
  run: ({ tenantId, actor }, { userId }) => resetMemberSecondFactor({ tenantId, actor }, userId),
});

/** An operator's to say: it also keeps a customer's own administrators out until they have set it up. */
export const setRequirement = defineAction({
  permission: "member:write",
  input: z.object({ required: z.boolean() }),
  run: async ({ tenantId, actor, user }, { required }) =>
    user.isOperator ? requireSecondFactor({ tenantId, actor }, required) : fail(operatorsOnly),
});

const operatorsOnly = {
  code: "not-permitted",
  sentence: "Only operators can change this. Nothing was changed.",
  wayOut: "Ask an operator.",
};
