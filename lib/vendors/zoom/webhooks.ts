import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { asContactId } from "@/lib/kernel/ids";
import { vendorTimeMs } from "@/lib/kernel/vendor-time";
import { isSameSecret } from "@/lib/secrets/is-same-secret";
import type { PostedEvent, ReadEvent, Webhooks } from "../webhooks";
import { engagementShape } from "./trail/engagement";

/** Zoom signs the time too: an older event was recorded and sent again. */
const maxAgeMs = 5 * 60_000;

const challenge = z.object({ payload: z.object({ plainToken: z.string().min(1).max(200) }) });
const engagementEvent = z.object({
  event: z.string().regex(/^contact_center\.[a-z_]{1,80}$/),
  event_ts: z.unknown().transform(vendorTimeMs).pipe(z.number()),
  payload: z.object({
    account_id: z.string(),
    object: z.object({ engagement_id: z.string().regex(engagementShape) }),
  }),
});
const account = z.looseObject({ accountId: z.string() });

/**
 * `x-zm-signature: v0=` and the HMAC of `v0:{x-zm-request-timestamp}:{body}`, as developers.zoom.us says under "Verify webhook
 * events". Zoom gives an event no id: what it says, with its time, is one.
 */
export const zoomWebhooks: Webhooks = {
  secretName: "webhookSecret",
  read,
  describe: (code) => told[code] ?? { title: "Zoom sent an event", hop: "flow" },
};

const told: Readonly<Record<string, ReturnType<Webhooks["describe"]>>> = {
  "contact_center.engagement_started": { title: "The engagement began", hop: "number" },
  "contact_center.engagement_user_answered": { title: "An agent answered", hop: "agent" },
  "contact_center.engagement_user_ended": { title: "The agent's part ended", hop: "agent" },
  "contact_center.engagement_ended": { title: "The engagement ended", hop: "number" },
};

function read({ body, headers, settings, secret, nowMs }: PostedEvent): ReadEvent {
  if (secret === "") return { kind: "refused", code: "no-secret" };
  const stamp = headers.get("x-zm-request-timestamp") ?? "";
  const signature = headers.get("x-zm-signature") ?? "";
  if (!/^\d{10,13}$/.test(stamp) || !isSameSecret(signature, `v0=${sign(secret, `v0:${stamp}:${body}`)}`))
    return { kind: "refused", code: "signature-wrong" };
  const sentMs = stamp.length > 10 ? Number(stamp) : Number(stamp) * 1000;
  if (Math.abs(nowMs - sentMs) > maxAgeMs) return { kind: "refused", code: "too-old" };
  return readSigned(body, secret, settings);
}

function readSigned(body: string, secret: string, settings: unknown): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: "refused", code: "malformed" };
  }
  if (typeof value !== "object" || value === null || !("event" in value))
    return { kind: "refused", code: "malformed" };
  if (value.event === "endpoint.url_validation") {
    const asked = challenge.safeParse(value);
    if (!asked.success) return { kind: "refused", code: "malformed" };
    const { plainToken } = asked.data.payload;
    return { kind: "challenge", answer: { plainToken, encryptedToken: sign(secret, plainToken) } };
  }
  const told = engagementEvent.safeParse(value);
  const own = account.safeParse(settings);
  // Of another product, or of an account that isn't this connection's.
  if (!told.success || !own.success || told.data.payload.account_id !== own.data.accountId)
    return { kind: "ignored" };
  const { event, event_ts: atMs, payload } = told.data;
  return {
    kind: "event",
    eventId: createHash("sha256").update(body).digest("hex"),
    contactId: asContactId(payload.object.engagement_id),
    code: event,
    atMs,
  };
}

function sign(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}
