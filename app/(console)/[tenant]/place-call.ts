"use server";

import { z } from "zod";
import { defineAction } from "@/lib/action";
import { placeTestCall } from "@/lib/calls/place-test-call";

const posted = z
  .string()
  .max(30_000, "This is more than Kore may post.")
  .transform((text, context) => {
    if (text.trim() === "") return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({
        code: "custom",
        message: "What Kore posts must be JSON: look for a missing quote or comma.",
      });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown(), "What Kore posts must be a JSON object: { … }.").optional());

export const placeCall = defineAction({
  permission: "call:place",
  readsOnly: true,
  input: z.object({
    integrationId: z.uuid(),
    from: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{6,14}$/, "Write the caller's number like +12065550123."),
    ending: z.enum(["agent", "bot", "caller-hangs-up"]),
    post: posted,
  }),
  run: ({ tenantId, actor }, call) => placeTestCall({ ...call, tenantId, actor }),
});
