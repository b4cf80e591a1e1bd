import { fail, type Problem, succeed } from "@/lib/kernel/result";
import type { GuideDeed } from "../../guide-deed";
import { listNames, setVariable } from "../proof/bot-variables";
import { openBot } from "../proof/open-bot";
import { koreSideOf } from "./kore-side";
import { koreVoiceSettings } from "./settings";

const requestMs = 8_000;

/** The token's variable stays a person's: an import can't make it secure, so every developer of the bot could read it. */
export const setUrlDeed: GuideDeed = {
  button: "Set the URL in Kore",
  question:
    "Set the URL's variable in the bot? Patchbay imports it alone, compares all other variables before and after, and puts back the URL and what is gone or empty if any of them changed. What someone edits at the same time is left as it is. It can't read or put back the values of secured variables: if Kore's import replaces variables, these are lost, and you must enter them again. Callers notice the new URL once the bot is published.",
  async run({ input, connection, signal }) {
    const opened = await openBot(connection("kore"));
    if (!opened.ok) return opened;
    const { names, url } = koreSideOf({
      ...input,
      settings: koreVoiceSettings.parse(input.settings),
    }).variables;
    if (url === undefined) return fail(notDeployed);
    const set = await setVariable(
      opened.value,
      { key: names.url, value: url },
      { timeoutMs: requestMs, signal },
    );
    if (!set.ok) return set;
    const { outcome, notCompared } = set.value;
    if (outcome === "unchanged") return succeed(`${names.url} already has this value.`);
    const secured =
      notCompared.length === 0
        ? ""
        : ` Kore shows no values of secured variables, so these couldn't be compared: ${listNames(notCompared)}. Check in Kore that they still have theirs.`;
    return succeed(`${names.url} was set.${secured} Publish the bot to make it live.`);
  },
};

const notDeployed: Problem = {
  code: "kore-url-unknown",
  sentence: "The URL is known after the deployment. Nothing was changed.",
  wayOut: "Deploy the integration first.",
};
