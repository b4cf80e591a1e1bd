import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { isPlaceholder } from "@/lib/blueprints/shared/hook-parts";
import { asContactId } from "@/lib/kernel/ids";
import { parseJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, succeed } from "@/lib/kernel/result";
import { isSameSecret } from "@/lib/secrets/is-same-secret";
import { centersOfId } from "@/lib/vendors/contact-centers";
import type { Answered, PostedHook, Prove } from "./answer-hook";
import type { Hook } from "./open-hook";

const posted = z.strictObject({
  engagementId: z.string().max(64),
  /** A vendor's session or call: SIP's Call-IDs have a host. */
  sessionId: z.string().regex(/^[\w.:@-]{4,200}$/),
});

/**
 * Keeps which of the voice agent's sessions belongs to a contact: once, however often it is posted. Whether there is such a
 * session is for the vendor to say, by whose own connection it is read later. Problems: hook-token-missing, hook-token-placeholder,
 * hook-token-wrong, and of one with the token hook-body-wrong. What it returns opens its own scope.
 */
export function takeLink(hook: Hook, { headers, body }: PostedHook): ReturnType<Prove> {
  const token = /^Bearer (.{1,200})$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  if (token === "") return fail(tokenMissing);
  if (!hook.tokens().some((one) => isSameSecret(one, token)))
    return fail(isPlaceholder(token) ? tokenPlaceholder : tokenWrong);
  return succeed(() => keepLink(hook, body));
}

async function keepLink(hook: Hook, body: string): Promise<Answered> {
  const read = posted.safeParse(parseJson(body));
  if (!read.success) return fail(bodyWrong);
  const { engagementId, sessionId: externalId } = read.data;
  if (!centersOfId(engagementId).some(({ center }) => center === hook.center.center)) return fail(bodyWrong);
  const { tenantId, vendor, connection } = hook;
  const row = {
    tenantId,
    connectionId: connection.id,
    contactId: asContactId(engagementId),
    vendor,
    externalId,
  };
  await withTenant(tenantId, (db) =>
    db.contactLink.createMany({ data: [{ ...row, from: "event-script" }], skipDuplicates: true }),
  );
  return succeed(null);
}

const wayOut = "Copy the event script and its token again from the integration's guide.";
const tokenMissing: Problem = {
  code: "hook-token-missing",
  sentence: "The request has no token. Nothing was stored.",
  wayOut,
};
const tokenPlaceholder: Problem = {
  code: "hook-token-placeholder",
  sentence: "The event script still has the placeholder in place of the token. Nothing was stored.",
  wayOut,
};
const tokenWrong: Problem = {
  code: "hook-token-wrong",
  sentence: "The token isn't this integration's. Nothing was stored.",
  wayOut,
};
const bodyWrong: Problem = {
  code: "hook-body-wrong",
  sentence: "The request must have an engagement ID and a session ID, and nothing else. Nothing was stored.",
  wayOut,
};
