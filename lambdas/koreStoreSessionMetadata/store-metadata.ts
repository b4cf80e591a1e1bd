import type { InvocationContext } from "../shared/context";
import { errorKind, logLine } from "../shared/log-line";
import { parseUuid } from "../shared/uuid";
import { readBody } from "./read-body";
import type { MetadataEntry, WrittenMetadata } from "./write-metadata";

/** The part of API Gateway's proxy event that is used. */
export interface StoreEvent {
  queryStringParameters?: Record<string, string | undefined> | null;
  body?: string | null;
  isBase64Encoded?: boolean;
  /** The authorizer's context, passed on by API Gateway. */
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
 * Stores what Kore posts about a call under its contact ID, before the call returns: 200 with the revision where it is known, 400 for
 * a contact ID that isn't a UUID or a body that isn't a JSON object, 413 for one that is too large, 500 when the table
 * doesn't answer. The last post replaces earlier ones.
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
    // A UUID too. It links the authorizer's log lines, which have no contact ID, to this contact.
    const authorizerRequestId = parseUuid(event.requestContext?.authorizer?.authorizerRequestId);
    const ids = { contactId, requestId, ...(authorizerRequestId ? { authorizerRequestId } : {}) };
    const body = readBody(event.body, event.isBase64Encoded === true);
    if (!body.ok) {
      logLine("warn", "Metadata refused", { ...ids, reason: body.error, statusCode: body.statusCode });
      return answer(body.statusCode, { error: body.error, message: body.message });
    }
    // Before the write, so that an invocation that times out still shows in the contact's trail.
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
        ...(written.revision !== undefined && { revision: written.revision }),
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
