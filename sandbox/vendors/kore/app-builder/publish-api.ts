import { textOf } from "../../shared/read-request";
import type { VendorAnswer } from "../../shared/serve-vendor";
import { apiFailure } from "../api-failure";
import type { Bot } from "../bot";
import { appOf, publish } from "./app";

const parts = ["SETTINGS", "CHANNELS", "NL"];

/**
 * POST …/publish: everything in development, by anyone. It may only ask for an approval, take a while, fail, or meet another
 * one that is in progress. undefined: the connection is to break.
 */
export function publishByApi(bot: Bot, body: unknown, now: string): VendorAnswer | undefined {
  const versionComment = textOf(body, "versionComment");
  if (!versionComment) return apiFailure(400, "versionComment is required.");
  const app = appOf(bot);
  if (app.publishJob?.status === "inprogress")
    return apiFailure(409, "A publish of this app is in progress already.");
  app.publishPosts = (app.publishPosts ?? 0) + 1;
  const { takesMs = 0, failing = [], lost } = app.publishRules ?? {};
  delete app.publishRules?.lost;
  if (lost === "before") return undefined;
  app.publishJob = {
    ...{ requestedAt: now, status: "inprogress", failing },
    ...(app.needsApproval ? {} : { endsAt: new Date(Date.parse(now) + takesMs).toISOString() }),
  };
  settlePublish(bot, now);
  if (lost === "after") return undefined;
  const dialog = {
    resourceType: "dialog",
    resourceId: "dg-agent-transfer",
    status: "SUCCESS",
    result: {
      state: app.needsApproval ? "awaitingApproval" : "published",
      ...(app.needsApproval ? { approvalRequestedLanguages: ["en"] } : {}),
      versionComment,
      publishedOn: now,
      name: "agent transfer",
    },
  };
  const others = ["NL", "CHANNELS", "SETTINGS"].map((resourceType) => ({
    resourceType,
    status: "SUCCESS",
    result: { resourceId: resourceType, resourceType, name: resourceType },
  }));
  return { status: 200, body: [dialog, ...others] };
}

/** Ends a publish by API whose time has come: all of it takes effect, or nothing where a part fails. */
export function settlePublish(bot: Bot, now: string): void {
  const job = appOf(bot).publishJob;
  if (job?.status !== "inprogress" || job.endsAt === undefined || job.endsAt > now) return;
  const hasFailed = (job.failing ?? []).length > 0;
  if (!hasFailed) publish(bot, now);
  job.status = hasFailed ? "failed" : "successful";
}

/** An administrator approves it in the Admin Console; false when none waits. */
export function approvePublish(bot: Bot, now: string): boolean {
  const job = appOf(bot).publishJob;
  if (job?.status !== "inprogress" || job.endsAt !== undefined) return false;
  job.endsAt = now;
  settlePublish(bot, now);
  return true;
}

/** GET …/publish/status: of the last publish by API. */
export function publishStatus(bot: Bot): VendorAnswer {
  const { publishJob } = appOf(bot);
  if (!publishJob) return apiFailure(404, "No publish was started.");
  const { requestedAt, status, failing = [] } = publishJob;
  const partState = (part: string) =>
    status === "inprogress"
      ? "PENDING"
      : status === "failed" && failing.includes(part)
        ? "FAILED"
        : "SUCCESS";
  const summary = [...new Set([...parts, ...failing])].map((part) => ({
    ...{ resourceId: part, resourceType: part, name: part },
    status: partState(part),
  }));
  return {
    status: 200,
    body: {
      _id: `ds-${Date.parse(requestedAt)}`,
      action: "RUN",
      jobType: "PUBLISH_BOT",
      streamId: bot.botId,
      percentageComplete: status === "inprogress" ? 0 : 100,
      requestedTime: requestedAt,
      initiatedOn: requestedAt,
      lastModifiedOn: requestedAt,
      status,
      statusSummary: summary,
    },
  };
}

const maxChangesAtOnce = 50;

/** GET …/changelogs: newest first, in pages. */
export function changelogs(bot: Bot, query: URLSearchParams): VendorAnswer {
  const limit = Math.min(Number(query.get("limit") ?? maxChangesAtOnce), maxChangesAtOnce);
  const page = Number(query.get("offset") ?? 0);
  if (!(limit >= 1 && page >= 0)) return apiFailure(400, "limit and offset must be numbers.");
  const from = query.get("startDate") ?? "";
  const to = query.get("endDate");
  const changes = appOf(bot)
    .changes.map((change, index) => ({ ...change, _id: `btl-${Date.parse(change.at)}-${index}` }))
    .filter(({ at }) => at >= from && (to === null || at.slice(0, to.length) <= to))
    .toReversed()
    .slice(page * limit, (page + 1) * limit);
  return {
    status: 200,
    body: changes.map(({ _id, at, resourceType, message, by = "dev@example.com" }) => ({
      _id,
      userId: { id: "u-sandbox", firstName: "Sandbox", lastName: "Developer", emailId: by },
      streamId: bot.botId,
      resourceId: resourceType === "stream" ? bot.botId : "dg-agent-transfer",
      resourceType,
      message,
      createdOn: at,
      __v: 0,
    })),
  };
}

/** GET …/universalbot/link: the one app that this one consists of. Versions are seconds since 1970. */
export function linkedApps(bot: Bot): VendorAnswer {
  const { changedAt, publishedAt } = appOf(bot);
  const seconds = (at: string) => Math.floor(Date.parse(at) / 1000);
  const app = {
    _id: bot.botId,
    name: "Sandbox voice agent",
    defaultLanguage: "en",
    appType: "unified",
    type: "default",
    status: 1,
    configuredVersion: seconds(changedAt),
    ...(publishedAt === undefined ? {} : { publishedVersion: String(seconds(publishedAt)) }),
  };
  const links = { linkedApps: [bot.botId], isUXOUB: true };
  return {
    status: 200,
    body: {
      type: "unified",
      appType: "unified",
      isUXOUB: true,
      configuredLinkedApps: [app],
      publishedLinkedApps: publishedAt === undefined ? [] : [app],
      uxoUBConfigured: links,
      uxoUBPublished: links,
    },
  };
}
