import { ProblemError } from "@/lib/kernel/result";
import type { GuideChecker } from "../../guide-check";
import { fetchVariables } from "../proof/bot-variables";
import { fetchChanges } from "../proof/fetch-changes";
import { fetchBoth } from "../proof/fetch-export";
import { judgeBoth, type Naming, type Sighting, sightIn, sightScript } from "../proof/judge";
import { judgeChanges, judgePublish } from "../proof/judge-publish";
import { judgeVariables } from "../proof/judge-variables";
import { openBot } from "../proof/open-bot";
import type { ParsedExport } from "../proof/parse-export";
import { sightService } from "../proof/sight-service";
import { koreScripts, koreSideOf } from "./kore-side";
import { koreVoiceSettings } from "./settings";

const rows = ["KM-18", "KM-21", "KP-04", "KM-22", "KM-23", "KP-03"];
const requestMs = 8_000;

/** What a bot's own export, variables, and change log show of the guide of Kore voice. */
export const koreVoiceChecker: GuideChecker = {
  rows,
  async read({ input, connection, signal }) {
    const opened = await openBot(connection("kore"));
    if (!opened.ok) throw new ProblemError(opened.problem);
    const bot = opened.value;
    const side = koreSideOf({ ...input, settings: koreVoiceSettings.parse(input.settings) });
    const asking = { timeoutMs: requestMs, signal };
    const [exports, variables, changes] = await Promise.all([
      fetchBoth(bot, signal),
      fetchVariables(bot, asking),
      fetchChanges(bot, new Date(), asking),
    ]);
    const judge = (naming: Naming, sight: (parsed: ParsedExport) => Sighting) =>
      judgeBoth(naming, sightIn(exports.latest, sight), sightIn(exports.published, sight));
    const start = judge({ row: "KM-18", thing: "The start script" }, (parsed) =>
      sightScript(parsed, koreScripts.start, "flow"),
    );
    const transfer = judge({ row: "KM-21", thing: "The transfer script" }, (parsed) =>
      sightScript(parsed, koreScripts.transfer, "dialog"),
    );
    const service = judge({ row: "KM-22", thing: "The Service node" }, (parsed) =>
      sightService(parsed, side),
    );
    const published = judgeChanges("KP-03", changes);
    return [
      start,
      transfer,
      judgeVariables("KP-04", side.variables, variables),
      service,
      judgePublish("KM-23", [start, transfer, service], published),
      published,
    ];
  },
};
