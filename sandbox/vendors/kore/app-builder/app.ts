import type { Bot } from "../bot";
import type { App, BotContent, BotVariable, Change } from "./app-types";
import { defaultScopes } from "./scopes";

const maxChanges = 500;

export function appOf(bot: Bot): App {
  bot.app ??= newApp(bot);
  return bot.app;
}

export function publishedContent(bot: Bot): BotContent {
  const { startScript, transferScript, serviceNode, transferCode = "" } = bot;
  return { startScript, transferScript, serviceNode, transferCode, variables: appOf(bot).variables };
}

/** Someone saves something in the App Builder: no caller notices it until it is published. */
export function edit(bot: Bot, changes: Partial<BotContent>, now: string, by?: string): void {
  const app = appOf(bot);
  const { variables, ...rest } = changes;
  app.latest = {
    ...app.latest,
    ...rest,
    variables: variables ? mergeVariables(app.latest.variables, variables) : app.latest.variables,
  };
  app.changedAt = now;
  note(app, { at: now, resourceType: "stream", message: "Bot updated", ...(by === undefined ? {} : { by }) });
}

/** Everything that anyone has in development takes effect. */
export function publish(bot: Bot, now: string): void {
  const app = appOf(bot);
  const { startScript, transferScript, serviceNode, transferCode, variables } = app.latest;
  Object.assign(bot, { startScript, transferScript, serviceNode, transferCode: transferCode ?? "" });
  app.variables = structuredClone(variables);
  app.scopes = [...app.tickedScopes];
  app.publishedAt = now;
  note(app, { at: now, resourceType: "dialog", message: "Published task Agent Transfer" });
}

/** By key; a secured variable stays one, and no value is lost to an empty one of an export. */
export function mergeVariables(
  existing: readonly BotVariable[],
  given: readonly BotVariable[],
): BotVariable[] {
  const all = new Map(existing.map((one) => [one.key, one]));
  for (const one of given) {
    const before = all.get(one.key);
    all.set(one.key, { ...one, isSecured: one.isSecured || before?.isSecured === true });
  }
  return [...all.values()];
}

function note(app: App, change: Change): void {
  app.changes = [...app.changes, change].slice(-maxChanges);
}

export function newApp({ botId, startScript, transferScript, serviceNode, transferCode = "" }: Bot): App {
  return {
    accountId: `acc-${botId}`,
    latest: { startScript, transferScript, serviceNode, transferCode, variables: [] },
    variables: [],
    tickedScopes: [...defaultScopes],
    scopes: [...defaultScopes],
    rules: { requireJti: false, requireJwe: false, requireEncryptedPayload: false, algorithm: "HS256" },
    needsApproval: false,
    exportForm: {
      file: "appDefinition.json",
      flows: "nodes",
      padBytes: 0,
      padDefinitionBytes: 0,
      fails: false,
      neverEnds: false,
    },
    changes: [],
    changedAt: "2026-01-05T09:00:00.000Z",
  };
}
