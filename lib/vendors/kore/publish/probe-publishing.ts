import type { Check } from "@/lib/connection-kinds/connection-kind";
import type { Result } from "@/lib/kernel/result";
import type { SeenPublication } from "../../guide-publication";
import type { KoreBot } from "../ask-kore";
import { adminScopesScreen, koreScopes } from "../scopes";
import { fetchPublishStatus } from "./fetch-publish-status";

const timeoutMs = 8_000;
const titled = {
  id: "kore-publish-status",
  title: `Publishing: scope ${koreScopes.publishStatus.name} of the Admin Console app`,
};

/** The one harmless read that an app for publishing permits. Whether it may publish shows only by publishing. Never throws. */
export async function probePublishing(admin: KoreBot): Promise<Check> {
  return describePublishing(await fetchPublishStatus(admin, { timeoutMs }));
}

/** Pure. A wrong secret fails the connection only as far as publishing goes: all else works without it. */
export function describePublishing(answer: Result<SeenPublication>): Check {
  if (answer.ok)
    return {
      ...titled,
      state: "proven",
      detail: `The app has the scope. Whether it has ${koreScopes.publish.name} shows when it publishes.`,
    };
  const { code, sentence, wayOut } = answer.problem;
  if (code === "kore-forbidden")
    return {
      ...titled,
      state: "unproven",
      isMissing: true,
      detail: `The Admin Console app isn't allowed to ${koreScopes.publishStatus.allows}. In Kore's Admin Console, open ${adminScopesScreen}, and add ${koreScopes.publishStatus.name}. Without it, Patchbay can't publish the bot.`,
    };
  const isMissing = code === "kore-credentials-wrong";
  return {
    ...titled,
    state: "unproven",
    ...(isMissing ? { isMissing: true as const } : {}),
    detail: `${sentence} ${wayOut}`,
  };
}
