import { withTenant } from "@/lib/access/tenant/scope";
import { fail, type Problem, succeed } from "@/lib/kernel/result";
import type { ReadEvent } from "@/lib/vendors/webhooks";
import type { Answered, PostedHook, Prove } from "./answer-hook";
import type { Hook } from "./open-hook";

/** An event may be this old at most, and no newer than a clock that is a little ahead: dates beyond it are no dates. */
const maxAgeMs = 7 * 24 * 3_600_000;
const maxAheadMs = 3_600_000;

/**
 * Keeps one event of the contact center's: once, however often it is sent. Answers what the center expects: an object for its
 * challenge, null for an event. Problems: hook-signature-wrong, hook-too-old, hook-off, and of a signed one hook-body-wrong.
 * What it returns opens its own scope.
 */
export function takeEvent(hook: Hook, { body, headers, nowMs }: PostedHook): ReturnType<Prove> {
  const { webhooks } = hook.center.vendor;
  if (webhooks === undefined) return fail(problems["no-secret"]);
  const { settings } = hook.connection;
  const secret = hook.connectionSecretOf(webhooks.secretName);
  const read = webhooks.read({ body, headers, settings, secret, nowMs });
  if (read.kind === "refused" && read.code !== "malformed") return fail(problems[read.code]);
  return succeed(() => keepEvent(hook, read, nowMs));
}

async function keepEvent({ tenantId, connection }: Hook, read: ReadEvent, nowMs: number): Promise<Answered> {
  if (read.kind === "refused") return fail(problems[read.code]);
  if (read.kind === "challenge") return succeed(read.answer);
  if (read.kind === "ignored") return succeed(null);
  const { eventId, contactId, code, atMs } = read;
  if (nowMs - atMs > maxAgeMs || atMs - nowMs > maxAheadMs) return succeed(null);
  const row = { tenantId, connectionId: connection.id, eventId, contactId, code, at: new Date(atMs) };
  await withTenant(tenantId, (db) => db.contactEvent.createMany({ data: [row], skipDuplicates: true }));
  return succeed(null);
}

const problems = {
  "no-secret": {
    code: "hook-off",
    sentence: "This integration's contact center has no webhook secret. Nothing was stored.",
    wayOut:
      "Save the app's secret token in the contact center's connection, then validate the endpoint again.",
  },
  "signature-wrong": {
    code: "hook-signature-wrong",
    sentence: "The signature doesn't match the connection's webhook secret. Nothing was stored.",
    wayOut: "Compare the secret token of the app with the one in the connection.",
  },
  "too-old": {
    code: "hook-too-old",
    sentence: "The event was signed more than five minutes ago, or the clocks differ. Nothing was stored.",
    wayOut: "Check this server's clock.",
  },
  malformed: {
    code: "hook-body-wrong",
    sentence: "The body isn't an event. Nothing was stored.",
    wayOut: "Check what the app is subscribed to.",
  },
} satisfies Record<string, Problem>;
