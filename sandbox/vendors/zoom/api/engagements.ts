import type { VendorAnswer } from "../../shared/serve-vendor";
import type { Engagement } from "../engagement";
import { scopes } from "../scopes";
import { writeTime } from "../zoom-id";
import type { Fields } from "./check-request";
import { type ApiCall, answerList, between, type Operation, paged, readSpan, spanInvalid } from "./operation";
import { writeEngagement, writeEvents, writeOpenEngagement, writeWholeEngagement } from "./write-engagement";
import { notFound } from "./zoom-error";

const filters: Fields = {
  queue_id: { type: "text", max: 64 },
  consumer_number: { type: "text", pattern: /^\+\d{4,15}$/ },
  channel_types: { type: "texts", oneOf: ["voice", "sms", "chat", "video"] },
  channel: { type: "text", oneOf: ["voice", "video", "messaging", "email"] },
  direction: { type: "text", oneOf: ["inbound", "outbound"] },
  user_id: { type: "text", max: 64 },
};

export const engagementOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/contact_center/engagements",
    scope: scopes.listEngagements,
    category: "HEAVY",
    query: { ...between, ...filters, ...paged },
    answer: listEngagements,
  },
  {
    method: "GET",
    path: "/contact_center/open_engagements",
    scope: scopes.listEngagements,
    category: "MEDIUM",
    query: { ...filters, ...paged },
    answer: listOpenEngagements,
  },
  {
    method: "GET",
    path: "/contact_center/engagements/{engagementId}",
    scope: scopes.readEngagement,
    category: "LIGHT",
    answer: (call) => ofEnded(call, writeWholeEngagement),
  },
  {
    method: "GET",
    path: "/contact_center/engagements/{engagementId}/events",
    scope: scopes.readEngagement,
    category: "LIGHT",
    answer: (call) => ofEnded(call, writeEvents),
  },
];

/** An engagement that has ended: a live one doesn't exist here. */
export function ofEnded(
  { account, labels }: ApiCall,
  write: (engagement: Engagement) => object,
): VendorAnswer {
  const id = labels.engagementId ?? "";
  const found = account.engagements.find((one) => one.engagementId === id && one.endedAt !== undefined);
  return found ? { status: 200, body: write(found) } : notFound("The engagement", id);
}

function listEngagements(call: ApiCall): VendorAnswer {
  const span = readSpan(call.query, call.now);
  if (!span) return spanInvalid;
  const found = call.account.engagements.filter(
    (one) =>
      one.endedAt !== undefined &&
      one.startedAt >= span.from &&
      one.startedAt <= span.to &&
      matches(one, call.query),
  );
  const more = { from: writeTime(span.from), to: writeTime(span.to) };
  return answerList(
    call,
    { operation: "engagements", name: "engagements", more },
    newestFirst(found),
    idOf,
    writeEngagement,
  );
}

function listOpenEngagements(call: ApiCall): VendorAnswer {
  const found = call.account.engagements.filter(
    (one) => one.endedAt === undefined && matches(one, call.query),
  );
  const list = { operation: "open_engagements", name: "engagements" };
  return answerList(call, list, newestFirst(found), idOf, writeOpenEngagement);
}

export const idOf = ({ engagementId }: Engagement) => engagementId;

export function newestFirst(engagements: readonly Engagement[]): Engagement[] {
  return engagements.toSorted((one, other) => other.startedAt - one.startedAt);
}

function matches(one: Engagement, query: ApiCall["query"]): boolean {
  const { queue_id: queue, consumer_number: number, channel, channel_types: types } = query;
  const { direction, user_id: user } = query;
  if (queue !== undefined && one.queue?.queueId !== queue) return false;
  if (number !== undefined && one.from !== number) return false;
  if (channel !== undefined && channel !== "voice") return false;
  if (Array.isArray(types) && !types.includes("voice")) return false;
  if (user !== undefined && one.agent?.userId !== user) return false;
  return direction === undefined || direction === "inbound";
}
