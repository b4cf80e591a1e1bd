import { ProblemError, type Result } from "@/lib/kernel/result";
import { type GuideChecker, type GuideCheckResult, unknownRow } from "../../guide-check";
import { requestKore } from "../ask-kore";
import { type BotChanges, fetchChanges } from "../proof/fetch-changes";
import { fetchBoth } from "../proof/fetch-export";
import { type BothExports, judgeBoth, sightIn, sightScript } from "../proof/judge";
import { judgeChanges, judgePublish } from "../proof/judge-publish";
import { openBot } from "../proof/open-bot";
import { koreScopes } from "../scopes";
import { type KoreZoomSettings, koreZoomSettings } from "./settings";
import { transferCode } from "./transfer-code";

const rows = ["ZC-04", "ZC-07", "ZC-09"];
const requestMs = 8_000;

/** What Kore's API shows of its side of Kore with another contact center's calls: code, scope, publishing. */
export const koreZoomChecker: GuideChecker = {
  rows,
  async read({ input, connection, signal }) {
    const opened = await openBot(connection("kore"));
    if (!opened.ok) throw new ProblemError(opened.problem);
    const bot = opened.value;
    const asking = { timeoutMs: requestMs, signal };
    const [exports, changes, history] = await Promise.all([
      fetchBoth(bot, signal),
      fetchChanges(bot, new Date(), asking),
      requestKore(
        bot,
        {
          method: "POST",
          path: "/api/public/bot/{botId}/conversationDetails",
          // Of no call.
          body: { callId: "patchbay-probe", limit: 1, offset: 0 },
          scope: koreScopes.chatHistory,
        },
        asking,
      ),
    ]);
    return judgeZoomGuide(koreZoomSettings.parse(input.settings), { exports, changes, history });
  },
};

interface Read {
  exports: BothExports;
  changes: Result<BotChanges>;
  history: Result<unknown>;
}

/** Pure. */
export function judgeZoomGuide(
  settings: KoreZoomSettings,
  { exports, changes, history }: Read,
): GuideCheckResult[] {
  const code = judgeTransfer(settings, exports);
  const isBotKnown = exports.latest.ok || exports.published.ok || changes.ok;
  return [
    code,
    judgeHistory(history, isBotKnown),
    judgePublish("ZC-09", [code], judgeChanges("ZC-09", changes)),
  ];
}

/** A transfer by node has no code of ours, and how a flow's node is exported isn't known. */
function judgeTransfer(settings: KoreZoomSettings, { latest, published }: BothExports): GuideCheckResult {
  if (settings.transfer.from === "node")
    return {
      row: "ZC-04",
      code: "not-seen",
      detail: "How an export writes an Agent Transfer node of a flow isn't known, so it can't be checked.",
    };
  const given = transferCode(settings);
  const sight = (each: Read["exports"]["latest"]) =>
    sightIn(each, (parsed) => sightScript(parsed, given, "dialog"));
  return judgeBoth({ row: "ZC-04", thing: "The transfer code" }, sight(latest), sight(published));
}

/**
 * That the scope counts is seen; whether a summary is made shows with a conversation alone. Kore says the same of the made-up
 * call and of a bot that it doesn't know: `isBotKnown` from other calls.
 */
function judgeHistory(history: Result<unknown>, isBotKnown: boolean): GuideCheckResult {
  const row = "ZC-07";
  const isAllowed =
    history.ok ||
    history.problem.code === "kore-bad-request" ||
    (history.problem.code === "kore-not-found" && isBotKnown);
  if (isAllowed)
    return {
      ...{ row, code: "not-seen" },
      detail: "The app may read conversations. Whether Kore makes a summary shows with the first call.",
    };
  const unread = unknownRow(row, history.problem);
  return history.problem.code === "kore-forbidden" ? { ...unread, code: "absent" } : unread;
}
