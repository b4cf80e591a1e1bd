import { type Check, type ProbeReport, reportOf } from "@/lib/connection-kinds/connection-kind";
import type { Problem, Result } from "@/lib/kernel/result";
import { copyAgain } from "../answer-problems";
import { type KoreBot, type KoreRequest, requestKore } from "../ask-kore";
import type { KoreSettings } from "../connection-settings";
import { type KoreScope, koreScopes, scopesScreen } from "../scopes";
import { interactionsRequest } from "../trail/record/readers";

const timeoutMs = 8_000;
/** Of no session, call, or caller. */
const nobody = "patchbay-probe";

interface ScopeRead {
  id: string;
  title: string;
  request: KoreRequest;
  /** What the tenant doesn't have without it. */
  loss: string;
}

/** Without it nothing of a call can be shown: the connection fails. */
const conversations = {
  id: "kore-api",
  title: "Conversation API accepts these credentials",
  request: {
    method: "POST",
    path: "/api/public/bot/{botId}/conversationDetails",
    // A call id that no call has: answered without an error when the credentials and the scope are right.
    body: { callId: nobody, limit: 1, offset: 0 },
    scope: koreScopes.chatHistory,
  },
} as const satisfies Omit<ScopeRead, "loss">;

const publicBot = (call: string) => `/api/public/bot/{botId}/${call}` as const;

/** One harmless read each: nothing is started or changed, and what comes back isn't kept. */
const reads: readonly ScopeRead[] = [
  {
    id: "kore-sessions",
    title: "Sessions",
    request: {
      method: "POST",
      path: publicBot("getSessions"),
      query: { callId: nobody, limit: 1 },
      scope: koreScopes.botSessions,
    },
    loss: "Contacts don't show how Kore says a call ended.",
  },
  {
    id: "kore-messages",
    title: "Messages with response times",
    request: {
      method: "GET",
      path: publicBot("getMessages"),
      query: { sessionId: nobody, limit: 1 },
      scope: koreScopes.chatHistory,
    },
    loss: "Contacts don't show how long speech recognition, bot, and voice took.",
  },
  {
    id: "kore-export",
    title: "Bot export",
    // Of the last export: starts none.
    request: {
      method: "GET",
      path: publicBot("export/status"),
      body: { exportType: "latest" },
      scope: koreScopes.botExport,
    },
    loss: "The guide can't check scripts and nodes.",
  },
  {
    id: "kore-variables",
    title: "Variables",
    request: {
      method: "POST",
      path: "/api/1.1/public/builder/bot/{botId}/variables/export",
      scope: koreScopes.exportVariables,
    },
    loss: "The guide can't check the bot's variables.",
  },
  {
    id: "kore-change-log",
    title: "Change log",
    request: {
      method: "GET",
      path: publicBot("changelogs"),
      query: { offset: 0, limit: 1 },
      scope: koreScopes.logsHistory,
    },
    loss: "The guide can't say whether the bot was published after its last change.",
  },
  {
    id: "kore-recordings",
    title: "Recordings",
    request: {
      method: "GET",
      path: publicBot("v2/recordings"),
      query: { sessionId: nobody },
      scope: koreScopes.recordings,
    },
    loss: "Contacts have no link to Kore's recording.",
  },
  {
    id: "kore-debug-log",
    title: "Debug log",
    request: {
      method: "GET",
      path: "/api/1.1/{botId}/debuglogs",
      query: { identity: nobody, channelType: "korevg", limit: 1, offset: 0 },
      scope: koreScopes.debugLogs,
    },
    loss: "Contacts don't show what scripts log.",
  },
];

/** Asked for with the account's ID, without which no contact asks for it either. */
function readsOfAccount({ accountId, botId }: KoreSettings): ScopeRead[] {
  if (accountId === undefined) return [];
  const toMs = Date.now();
  const window = { fromMs: toMs - 60_000, toMs };
  return [
    {
      id: "kore-interactions",
      title: "Kore's record of calls",
      request: interactionsRequest({ accountId, botId, window, page: 0 }),
      loss: "Contacts don't show which bot ran, which number was called, and how the call ended. If the app has the scope, check the account ID.",
    },
  ];
}

/** Whether the app's credentials are right, and which scopes count. Never throws. */
export async function probeScopes(bot: KoreBot): Promise<ProbeReport> {
  const ask = ({ request }: Pick<ScopeRead, "request">) => requestKore(bot, request, { timeoutMs });
  const first = await ask(conversations);
  // Nobody answers, or nothing more is answered now: the others would say the same.
  if (!first.ok && isAboutAll(first.problem)) return reportOf([describeFirst(first, false)]);
  const all = [...reads, ...readsOfAccount(bot.settings)];
  const others = await Promise.all(all.map(async (read) => ({ read, answer: await ask(read) })));
  const isAccepted = [first, ...others.map(({ answer }) => answer)].some(passedToken);
  const main = describeFirst(first, isAccepted);
  // A token that no call accepts says nothing of scopes.
  if (!isAccepted && !others.some(({ answer }) => !answer.ok && answer.problem.code === "kore-forbidden"))
    return reportOf([main]);
  return reportOf([
    main,
    ...others.map(({ read, answer }) => describeRead(read, answer, isAccepted)),
    untried,
  ]);
}

function isAboutAll({ code, isPassing }: Problem): boolean {
  return isPassing === true || /^(?:host-|answer-|kore-(?:app-|clock-off|malformed|refused))/.test(code);
}

/** 400: Kore has read the token and what was asked. A 404 it also answers for a bot that it doesn't know. */
const readAll = "kore-bad-request";

function passedToken(answer: Result<unknown>): boolean {
  return answer.ok || answer.problem.code === readAll;
}

/** Pure. */
function describeFirst(answer: Result<unknown>, isAccepted: boolean): Check {
  const { id, title, request } = conversations;
  const check = { id, title };
  const accepted: Check = { ...check, state: "proven", detail: "Kore accepted the signed request." };
  if (answer.ok || answer.problem.code === readAll) return accepted;
  const { code, sentence, wayOut } = answer.problem;
  if (code === "kore-not-found") {
    // Another call shows that the token and the bot are right: what is missing is the made-up call.
    if (isAccepted) return accepted;
    // Kore says the same of a bot that it does not know and of the made-up call that the probe asks for.
    const detail = "Kore doesn't have this bot, or it has no calls yet (404). The first call will verify it.";
    return { ...check, state: "unproven", detail };
  }
  if (isMissing(code, isAccepted))
    return { ...check, state: "failed", detail: describeMissing(request.scope) };
  const isBusy = code === "kore-rate-limited";
  const what = code === "kore-credentials-wrong" ? copyAgain : wayOut;
  return { ...check, state: isBusy ? "unproven" : "failed", detail: `${sentence} ${what}` };
}

/** Pure. `isAccepted`: another call has accepted the same token, so that a 401 is about the scope as well. */
export function describeRead(
  { id, title, request, loss }: ScopeRead,
  answer: Result<unknown>,
  isAccepted: boolean,
): Check {
  const check = { id, title: `${title}: scope ${request.scope.name}` };
  if (answer.ok || answer.problem.code === readAll)
    return { ...check, state: "proven", detail: "The app has the scope." };
  const { code, sentence, wayOut } = answer.problem;
  if (code === "kore-not-found")
    return isAccepted
      ? { ...check, state: "proven", detail: "The app has the scope. There's nothing to read yet." }
      : { ...check, state: "unproven", detail: "Kore has nothing to read yet (404)." };
  if (isMissing(code, isAccepted))
    return {
      ...check,
      state: "unproven",
      isMissing: true,
      detail: `${describeMissing(request.scope)} ${loss}`,
    };
  return { ...check, state: "unproven", detail: `${sentence} ${wayOut}` };
}

function isMissing(code: string, isAccepted: boolean): boolean {
  return code === "kore-forbidden" || (isAccepted && code === "kore-credentials-wrong");
}

function describeMissing({ name, allows }: KoreScope): string {
  return `The app isn't allowed to ${allows}. In Kore, open ${scopesScreen}, add ${name}, and publish the bot. If it's there already, publish: scopes count only after that.`;
}

/** Trying it would change the bot. */
const untried: Check = {
  id: "kore-import-variables",
  title: `Setting a variable: scope ${koreScopes.importVariables.name}`,
  state: "unproven",
  detail: "Not tried, because it would change the bot. Setting the URL's variable from the guide shows it.",
};
