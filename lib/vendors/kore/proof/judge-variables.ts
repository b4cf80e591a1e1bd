import type { Result } from "@/lib/kernel/result";
import { type GuideCheckResult, unknownRow } from "../../guide-check";
import type { KoreSide } from "../kore-voice/kore-side";
import type { BotVariable } from "./bot-variables";

/** Pure. The two variables of the Service node: the URL's value is compared, of the token only that it's there and secure. */
export function judgeVariables(
  row: string,
  { names, url }: KoreSide["variables"],
  variables: Result<readonly BotVariable[]>,
): GuideCheckResult {
  if (!variables.ok) return unknownRow(row, variables.problem);
  const find = (name: string) => variables.value.find(({ key, type }) => key === name && type === "env");
  const address = find(names.url);
  const token = find(names.token);
  const missing = [address ? [] : [names.url], token ? [] : [names.token]].flat();
  if (missing.length > 0)
    return {
      ...{ row, code: "absent" },
      detail: `${missing.join(" and ")} ${missing.length === 1 ? "isn't" : "aren't"} among the bot's environment variables.`,
    };
  if (url === undefined)
    return {
      row,
      code: "unknown",
      detail: "Both variables are there. The URL is known after the deployment.",
    };
  const difference = [
    ...(address?.value === url ? [] : [`${names.url} has another value than given here`]),
    ...(token?.isSecured ? [] : [`${names.token} isn't secure: every developer of the bot can read it`]),
  ];
  if (difference.length > 0)
    return { row, code: "changed", detail: "A variable isn't as given.", difference };
  return {
    ...{ row, code: "published" },
    detail: `${names.url} has this tenant's URL, and ${names.token} is a secure variable. A change of either takes effect when the bot is published.`,
  };
}
