import { isPlainObject } from "@/lib/kernel/plain-json";
import { fail, succeed } from "@/lib/kernel/result";
import type { GuidePublication, PublicationAnswer } from "../../guide-publication";
import { requestKore } from "../ask-kore";
import { fetchChangeLog } from "../proof/fetch-changes";
import { openBot } from "../proof/open-bot";
import { koreScopes } from "../scopes";
import { openAdminApp, openAdminAppOf, withoutAdminApp } from "./ask-admin";
import { countChanges } from "./count-changes";
import { fetchPublishStatus, isApprovalWord } from "./fetch-publish-status";

const readMs = 8_000;
/** 500 changes: with the check of the guide beside it, well under the 60 calls that Kore answers in a minute. */
const maxLogPages = 10;
/** Kore trains the bot when it publishes; whether it answers before that is over isn't documented. */
const publishMs = 60_000;

/** The bot of an integration's Kore connection, published by API through an app of the Admin Console. */
export const botPublication: GuidePublication = {
  thing: "the bot",
  planButton: "Plan publication",
  publishButton: "Publish the bot",
  warning:
    "Publishing by API can't select anything: it publishes everyone's unfinished work in this bot, including what Patchbay doesn't check. It can't be undone here.",
  approval:
    "An administrator approves it in Kore's Admin Console, under Bot Management › Deployment Requests. Callers notice nothing until then.",
  connectionKind: "kore",
  missing: ({ settings, secretFields }) =>
    settings.adminClientId && secretFields.includes("adminClientSecret") ? undefined : withoutAdminApp,

  async read({ connection, signal }) {
    const [bot, admin] = [await openBot(connection("kore")), await openAdminApp(connection("kore"))];
    if (!bot.ok) return bot;
    if (!admin.ok) return admin;
    const asking = { timeoutMs: readMs, signal };
    const [log, last] = await Promise.all([
      fetchChangeLog(bot.value, new Date(), { ...asking, maxPages: maxLogPages }),
      fetchPublishStatus(admin.value, asking),
    ]);
    // Where its state can't be read, a lost answer could never be cleared up.
    if (!last.ok) return last;
    const { botId, appName } = bot.value.settings;
    return succeed({
      target: { id: botId, name: appName || botId },
      changes: log.ok ? succeed(countChanges(log.value)) : fail(log.problem),
      last: last.value,
    });
  },

  async look({ connection, signal }, target) {
    const admin = await openAdminAppOf(connection("kore"), target);
    return admin.ok ? fetchPublishStatus(admin.value, { timeoutMs: readMs, signal }) : admin;
  },

  async publish({ connection, signal }, target, comment) {
    // Opened anew since it was compared: it may lead to another bot by now.
    const admin = await openAdminAppOf(connection("kore"), target);
    if (!admin.ok) return { kind: "refused", problem: admin.problem };
    const answer = await requestKore(
      admin.value,
      {
        method: "POST",
        path: "/api/public/bot/{botId}/publish",
        body: { versionComment: comment },
        scope: koreScopes.publish,
      },
      { timeoutMs: publishMs, signal },
    );
    return judgePublishAnswer(answer);
  },
};

/** Pure. Only an answer that Kore gives without having begun is a refusal. */
export function judgePublishAnswer(answer: Awaited<ReturnType<typeof requestKore>>): PublicationAnswer {
  if (answer.ok) return { kind: "accepted", awaitsApproval: awaitsApproval(answer.value) };
  const { problem } = answer;
  return { kind: isRefusal(problem.code) ? "refused" : "lost", problem };
}

/**
 * kore-app-encrypts is a refusal with 400 and an answer that can't be read with 200, and kore-refused has any other status:
 * both may follow a publication that was begun.
 */
function isRefusal(code: string): boolean {
  return [
    "host-inward",
    "kore-app-algorithm",
    "kore-app-wants-jti",
    "kore-app-wants-jwe",
    "kore-bad-request",
    "kore-conflict",
    "kore-credentials-wrong",
    "kore-forbidden",
    "kore-not-found",
    "kore-rate-limited",
  ].includes(code);
}

/** `[{resourceType, status, result: {state}}]`: one part that waits is enough. */
function awaitsApproval(answer: unknown): boolean {
  return (
    Array.isArray(answer) &&
    answer.some(
      (part) => isPlainObject(part) && isPlainObject(part.result) && isApprovalWord(part.result.state),
    )
  );
}
