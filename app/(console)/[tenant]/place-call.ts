"use server";

import { z } from "zod";
import { defineAction } from "@/lib/action";
import { callEndings } from "@/lib/calls/call-endings";
import { placeTestCall } from "@/lib/calls/place-test-call";

const posted = z
  .string()
  .max(30_000, "This is more than a voice agent may give back.")
  .transform((text, context) => {
    if (text.trim() === "") return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({
        code: "custom",
        message: "This must be JSON: look for a missing quote or comma.",
      });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown(), "This must be a JSON object: { … }.").optional());

export const placeCall = defineAction({
  permission: "call:place",
  readsOnly: true,
  input: z.object({
    integrationId: z.uuid(),
    from: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{6,14}$/, "Write the caller's number like +12065550123."),
    ending: z.enum(callEndings),
    post: posted,
  }),
  run: ({ tenantId, actor }, call) => placeTestCall({ ...call, tenantId, actor }),
});
