"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { listCallFaults } from "@/lib/calls/list-faults";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { integrationIdInput } from "@/lib/kernel/id-input";

const posted = z
  .string()
  .max(30_000, "This is larger than what a voice agent can return.")
  .transform((text, context) => {
    if (text.trim() === "") return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({
        code: "custom",
        message: "This must be JSON. Check for a missing quote or comma.",
      });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown(), "This must be a JSON object: { … }.").optional());

export const placeCall = defineAction({
  permission: "call:place",
  readsOnly: true,
  input: z.object({
    integrationId: integrationIdInput,
    from: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{6,14}$/, "Enter the caller's number like +12065550123."),
    ending: z.string().max(60),
    post: posted,
    fault: z
      .string()
      .max(60)
      .regex(/^[a-z\d-]+$/)
      .optional(),
    faultCode: z.number().int().min(100).max(699).optional(),
  }),
  run: ({ tenantId, actor }, call) => placeTestCall({ ...call, tenantId, actor }),
});

export const listFaults = defineAction({
  permission: "call:place",
  readsOnly: true,
  input: z.object({ integrationId: integrationIdInput }),
  run: ({ tenantId }, { integrationId }) => listCallFaults(tenantId, integrationId),
});
