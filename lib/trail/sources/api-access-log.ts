import { type AccessLogLine, readAccessLogLine } from "@/lib/trail/api-log/access-log-line";
import { describeApiRequest } from "@/lib/trail/api-log/describe-request";
import { findOnlyCall } from "@/lib/trail/api-log/only-call";
import type { TrailEvent } from "@/lib/trail/event";
import { parseLine, shareLogEvents } from "@/lib/trail/filter-log-events";
import { hopOfFunction } from "@/lib/trail/hop-of-function";
import { readContactLines } from "@/lib/trail/lambda-log/read-function-log";
import { apiLink } from "@/lib/trail/links/api-link";
import { withLinks } from "@/lib/trail/links/console-place";
import { logLink } from "@/lib/trail/links/log-link";
import { defineSource, type TrailContext, type TrailSubject } from "@/lib/trail/trail-source";
import { truncatedPanel } from "@/lib/trail/truncated-panel";

const name = "api-access-log";
/** A call's metadata is posted once, or a few times when it is tried again. */
const maximumPosts = 8;
/** A flood of refusals at the time of a call is told as well by the first of them. */
const maximumRefusals = 10;
/** Kore posts before it gives the caller back; a try that comes later than this is none of the call's. */
const afterEndMs = 60_000;

/**
 * What came to the API that Kore posts to. An authorizer does not learn the contact, so a refusal is joined by API and
 * time; a post that was let in is tied by the authorizer's request, which the store function logs with the contact.
 */
export const apiAccessLog = defineSource({
  name,
  iamActions: ["connect:SearchContacts", "logs:FilterLogEvents"],
  channels: ["VOICE"],
  open: (context, subject) =>
    (context.apis ?? []).map(({ id: apiId, name: apiName, logGroup }, index) => ({
      source: index === 0 ? name : `${name}:${apiName}`,
      title: (context.apis ?? []).length > 1 ? `API access log (${apiName})` : "API access log",
      read: async (signal) => {
        const [posts, failures] = await Promise.all([
          readPosts(context, subject, logGroup, signal),
          readLines(
            context,
            subject,
            { logGroup, pattern: '{ $.status = "4*" || $.status = "5*" }' },
            signal,
          ),
        ]);
        const untied = failures.lines.filter(
          (line) => isDuring(line, subject) && !posts.some(({ requestId }) => requestId === line.requestId),
        );
        // A call whose post came through was not refused: those are other calls' refusals.
        const isServed = posts.some(({ status }) => status < 400);
        const likely = isServed ? [] : untied.slice(0, maximumRefusals);
        const events = [
          ...posts.map((line) => describeApiRequest(subject.contactId, line, "tied")),
          ...(await describeLikely(context, subject, likely, signal)),
        ];
        return {
          // Who was refused looks at the authorizer, who was let in at the log.
          events: withLinks(events, context.console, ({ id, at, severity }, place) =>
            severity === "good"
              ? logLink(place, { group: logGroup, pattern: `"${id.slice(name.length + 1)}"`, at })
              : apiLink(place, apiId),
          ),
          panel: truncatedPanel("API access log", failures.complete && untied.length <= maximumRefusals),
        };
      },
    })),
});

async function describeLikely(
  context: TrailContext,
  subject: TrailSubject,
  lines: AccessLogLine[],
  signal: AbortSignal,
): Promise<TrailEvent[]> {
  if (lines.length === 0) return [];
  const moments = lines.map(({ at }) => at);
  const isOnlyCall = await findOnlyCall(context, subject, moments, signal);
  return lines.map((line) =>
    describeApiRequest(subject.contactId, line, isOnlyCall(line.at) ? "only-call" : "likely"),
  );
}

/** The requests that the store function says were the contact's. */
async function readPosts(
  context: TrailContext,
  subject: TrailSubject,
  logGroup: string,
  signal: AbortSignal,
): Promise<AccessLogLine[]> {
  const stores = context.functions.filter((each) => hopOfFunction(each) === "store");
  const logs = await Promise.all(
    stores.map((functionName) =>
      readContactLines(context, subject, functionName, signal).catch((error: unknown) => {
        // Why it cannot be read is told by its own source.
        if (signal.aborted) throw error;
        return { lines: [] };
      }),
    ),
  );
  const ids = logs.flatMap(({ lines }) =>
    lines.flatMap(({ message }) => parseLine(message)?.authorizerRequestId ?? []),
  );
  const wanted = [...new Set(ids.filter(isId))].slice(0, maximumPosts);
  const found = await Promise.all(
    wanted.map((id) =>
      readLines(context, subject, { logGroup, pattern: `{ $.authorizerRequestId = "${id}" }` }, signal),
    ),
  );
  return found.flatMap(({ lines }) => lines);
}

async function readLines(
  context: TrailContext,
  subject: TrailSubject,
  { logGroup, pattern }: { logGroup: string; pattern: string },
  signal: AbortSignal,
): Promise<{ lines: AccessLogLine[]; complete: boolean }> {
  const whenMissing = "The integration was deployed without it, or somebody deleted the group.";
  const query = { group: logGroup, window: subject.window, pattern, whenMissing };
  const { lines, complete } = await shareLogEvents(context, subject, query, signal);
  const byId = new Map<string, AccessLogLine>();
  for (const line of lines) {
    const read = readAccessLogLine(line);
    if (read) byId.set(read.requestId, read);
  }
  return { lines: [...byId.values()], complete };
}

/** The log is read with margins; what is joined by time alone must lie in the call itself. */
function isDuring({ at }: AccessLogLine, { contact, window }: TrailSubject): boolean {
  const begun = contact.ok ? contact.value.InitiationTimestamp?.getTime() : undefined;
  const ended = contact.ok ? contact.value.DisconnectTimestamp?.getTime() : undefined;
  return at >= (begun ?? window.fromMs) && at <= (ended === undefined ? window.toMs : ended + afterEndMs);
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{8,80}$/.test(value);
}
