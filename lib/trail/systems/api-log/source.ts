import { isDuring } from "../../contact-window";
import type { TrailEvent } from "../../event";
import { apiLink } from "../../links/api-link";
import { withLinks } from "../../links/console-place";
import { logLink } from "../../links/log-link";
import { defineSource, type TrailContext, type TrailSubject } from "../../trail-source";
import { truncatedPanel } from "../../truncated-panel";
import type { AccessLogLine } from "./access-log-line";
import { describeApiRequest, isServed } from "./describe-request";
import { fetchApiLog } from "./fetch-api-log";
import { fetchPosts } from "./fetch-posts";
import { findOnlyCall } from "./only-call";

const name = "api-access-log";
/** A flood of refusals at the time of a call is told as well by the first of them. */
const maxRefusals = 10;

/**
 * What came to the API that the vendor posts to. An authorizer does not learn the contact, so a refusal is joined by API and
 * time; a post that was let in is tied by the authorizer's request, which the store function logs with the contact.
 */
export const apiAccessLog = defineSource({
  name,
  iamActions: ["connect:SearchContacts", "dynamodb:BatchGetItem", "logs:FilterLogEvents"],
  channels: ["VOICE"],
  open: (context, subject) =>
    (context.apis ?? []).map((api, index, all) => ({
      source: index === 0 ? name : `${name}:${api.name}`,
      title: all.length > 1 ? `API access log (${api.name})` : "API access log",
      read: async (signal) => {
        const [posts, failures] = await Promise.all([
          fetchPosts(context, subject, api, signal),
          fetchApiLog(context, subject, { api, pattern: '{ $.status = "4*" || $.status = "5*" }' }, signal),
        ]);
        const untied = failures.lines.filter(
          (line) =>
            isDuring(line.at, subject) && !posts.some((post) => post.line.requestId === line.requestId),
        );
        // A call whose post came through was not refused: those are other calls' refusals.
        const hasPost = posts.some(({ line }) => isServed(line.status));
        const likely = hasPost ? [] : untied.slice(0, maxRefusals);
        const events = [
          ...posts.map(({ line, certainty }) => describeApiRequest(subject.contactId, line, certainty)),
          ...(await describeLikely(context, subject, likely, signal)),
        ];
        return {
          // Who was refused looks at the authorizer, who was let in at the log.
          events: withLinks(events, context.console, ({ id, at, severity }, place) =>
            severity === "good"
              ? logLink(place, { group: api.logGroup, pattern: `"${id.slice(name.length + 1)}"`, at })
              : apiLink(place, api.id),
          ),
          panel: truncatedPanel(
            "API access log",
            hasPost || (failures.complete && untied.length <= maxRefusals),
          ),
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
