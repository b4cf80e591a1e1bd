import type { InvocationContext } from "../shared/context";
import { errorKind, logLine } from "../shared/log-line";
import { parseUuid } from "../shared/uuid";
import { readBody } from "./read-body";
import type { MetadataEntry, WrittenMetadata } from "./write-metadata";

/** The part of API Gateway's proxy event that is looked at. */
export interface StoreEvent {
  queryStringParameters?: Record<string, string | undefined> | null;
  body?: string | null;
  isBase64Encoded?: boolean;
  /** What the authorizer gave API Gateway to hand on. */
  requestContext?: { authorizer?: { authorizerRequestId?: unknown } | null };
}

export interface StoreResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export interface StoreDependencies {
  now: () => Date;
  write: (entry: MetadataEntry) => Promise<WrittenMetadata>;
}

/**
 * Stores what Kore knows of a call under its contact id, before the call comes back: 200 with the revision, 400 for
 * a contact id that is no UUID or a body that is no JSON object, 413 for one that is too large, 500 when the table
 * does not answer. The last post replaces.
 */
export function storeMetadata({ now, write }: StoreDependencies) {
  return async (event: StoreEvent, context: InvocationContext): Promise<StoreResponse> => {
    const requestId = context.awsRequestId;
    const startedAt = Date.now();
    const contactId = parseUuid(event.queryStringParameters?.contactId);
    if (!contactId) {
      logLine("warn", "Metadata refused", { requestId, reason: "contact-id-invalid", statusCode: 400 });
      return answer(400, {
        error: "contact-id-invalid",
        message: "The query parameter contactId must be the contact's id, a UUID.",
      });
    }
    // A UUID too. It ties the authorizer's lines, which cannot know the contact, to this contact.
    const authorizerRequestId = parseUuid(event.requestContext?.authorizer?.authorizerRequestId);
    const ids = { contactId, requestId, ...(authorizerRequestId ? { authorizerRequestId } : {}) };
    const body = readBody(event.body, event.isBase64Encoded === true);
    if (!body.ok) {
      logLine("warn", "Metadata refused", { ...ids, reason: body.error, statusCode: body.statusCode });
      return answer(body.statusCode, { error: body.error, message: body.message });
    }
    // Before the write, so that a call that runs out of time still shows in the contact's trail.
    logLine("info", "Metadata received", { ...ids, bytes: Buffer.byteLength(body.text) });
    try {
      const written = await write({
        contactId,
        text: body.text,
        koreSessionId: body.koreSessionId,
        at: now(),
      });
      logLine("info", "Metadata stored", {
        ...ids,
        revision: written.revision,
        statusCode: 200,
        tookMs: Date.now() - startedAt,
      });
      return answer(200, { contactId, ...written });
    } catch (error) {
      logLine("error", "Metadata not stored", { ...ids, error: errorKind(error), statusCode: 500 });
      return answer(500, {
        error: "not-stored",
        message: "The metadata could not be stored. Post it again.",
      });
    }
  };
}

function answer(statusCode: number, body: Record<string, string | number>): StoreResponse {
  return { statusCode, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
