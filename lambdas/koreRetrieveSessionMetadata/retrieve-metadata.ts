import type { Item } from "../shared/call-dynamodb";
import type { InvocationContext } from "../shared/context";
import { errorKind, logLine } from "../shared/log-line";
import { fitsConnectResponse } from "../shared/response-limit";
import { parseUuid } from "../shared/uuid";
import { metadataText } from "./metadata-text";

/** The part of Amazon Connect's event that is used. A flow without parameters sends none. */
export interface RetrieveEvent {
  Details?: {
    Parameters?: Record<string, string | undefined> | null;
    ContactData?: { ContactId?: string } | null;
  } | null;
}

/**
 * In the flow: `$.External.statusCode` and `$.External.body`, the latter always the text of a JSON object. Both are text:
 * whether a Compare block treats the number 200 as equal to "200" isn't documented.
 */
export interface RetrieveResponse {
  /** 200; 400 no contact ID; 404 nothing stored, or expired; 413 too large for Connect; 422 stored, but not a JSON object. */
  statusCode: "200" | "400" | "404" | "413" | "422";
  body: string;
}

export interface RetrieveDependencies {
  /** Milliseconds since the epoch. */
  now: () => number;
  wait: (milliseconds: number) => Promise<void>;
  /** A consistent read; throws when the table doesn't answer by the deadline. */
  read: (contactId: string, deadline: number) => Promise<Item | undefined>;
}

/** Kore posts and hangs up at the same time, so the call can return before the post arrives: retry for this long. */
const patienceMs = 2000;
const pausesMs = [100, 150, 250, 350, 450, 450];

/**
 * What Kore stored for this contact, exactly as it was posted. Throws when the table doesn't answer: the flow's
 * error branch is the right one then, and Connect retries automatically.
 */
export function retrieveMetadata({ now, wait, read }: RetrieveDependencies) {
  return async (event: RetrieveEvent, context: InvocationContext): Promise<RetrieveResponse> => {
    const requestId = context.awsRequestId;
    const details = event.Details;
    const contactId = parseUuid(details?.Parameters?.contactId) ?? parseUuid(details?.ContactData?.ContactId);
    if (!contactId) {
      logLine("warn", "Metadata not looked for", {
        requestId,
        reason: "contact-id-invalid",
        statusCode: 400,
      });
      return { statusCode: "400", body: "{}" };
    }
    const ids = { contactId, requestId };
    logLine("info", "Metadata asked for", ids);
    const startedAt = now();
    const deadline = startedAt + patienceMs;
    let looks = 0;
    let expired = false;
    try {
      for (;;) {
        const item = await read(contactId, deadline);
        looks++;
        expired = item !== undefined && isExpired(item, now());
        if (item && !expired) {
          const response = respond(item);
          logLine(response.statusCode === "200" ? "info" : "error", "Metadata returned", {
            ...ids,
            statusCode: Number(response.statusCode),
            bytes: Buffer.byteLength(response.body),
            looks,
            tookMs: now() - startedAt,
          });
          return response;
        }
        const pauseMs = pausesMs[looks - 1];
        if (pauseMs === undefined || now() + pauseMs >= deadline) break;
        await wait(pauseMs);
      }
    } catch (error) {
      logLine("error", "Metadata not read", {
        ...ids,
        error: errorKind(error),
        looks,
        tookMs: now() - startedAt,
      });
      throw new Error("The metadata could not be read.");
    }
    logLine("warn", expired ? "Metadata expired" : "Metadata absent", {
      ...ids,
      statusCode: 404,
      ...(expired && { expired }),
      looks,
      tookMs: now() - startedAt,
    });
    return { statusCode: "404", body: "{}" };
  };
}

/** DynamoDB deletes expired items up to two days late. */
function isExpired(item: Item, nowMs: number): boolean {
  const expiresAt = item.expiresAt;
  return expiresAt !== undefined && "N" in expiresAt && Number(expiresAt.N) * 1000 <= nowMs;
}

function respond(item: Item): RetrieveResponse {
  const body = item.kore_session_data ? metadataText(item.kore_session_data) : undefined;
  if (body === undefined) return { statusCode: "422", body: "{}" };
  // Truncating it would pass on broken JSON.
  return fitsConnectResponse(body) ? { statusCode: "200", body } : { statusCode: "413", body: "{}" };
}
