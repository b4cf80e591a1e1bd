import { z } from "zod";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import { ProblemError } from "@/lib/kernel/result";
import type { KoreZoomSettings } from "./settings";

export type KoreZoomInput = BlueprintInput<KoreZoomSettings>;

/** Where Zoom keeps what Kore says of a call in its SIP headers, and what the event script reads. */
export const variableGroup = "Kore";
export const sessionVariable = "kore_session_id";
export const variables = [
  { name: sessionVariable, description: "Kore's session of this call." },
  { name: "kore_bot_id", description: "The Kore bot that took this call." },
  { name: "kore_reason", description: "How Kore ended the call: HangUp or TransferToAgent." },
] as const;

/** The secret that the event script posts with. */
export const linkToken = "linkToken";

const zoomConnection = z.looseObject({ accountId: z.string().min(1) });

/** Throws `zoom-connection-incomplete` when the connection names no account. */
export function zoomAccountOf({ vendors }: Pick<KoreZoomInput, "vendors">): string {
  const parsed = zoomConnection.safeParse(vendors.zoom ?? {});
  if (parsed.success) return parsed.data.accountId;
  throw new ProblemError({
    code: "zoom-connection-incomplete",
    sentence: "The Zoom connection has no account ID. Nothing was changed.",
    wayOut: "Open the Zoom connection, enter the account ID, and save it.",
  });
}
