import type { ScriptMemory } from "./run-script";

/** Fills `{{context.session.BotUserSession.ContactId}}` and similar placeholders; missing values become empty. */
export function fillTemplate(template: string, memory: ScriptMemory): string {
  const sessions = {
    BotUserSession: memory.BotUserSession,
    UserSession: memory.UserSession,
    UserContext: memory.UserContext,
  };
  const context = { ...memory.callFlow, ...sessions, session: sessions };
  return template.replaceAll(
    /\{\{\s*context((?:\.[A-Za-z_$][\w$-]*|\[\d+\])+)\s*\}\}/g,
    (_whole, path: string) => {
      let value: unknown = context;
      for (const [, name, index] of path.matchAll(/\.([A-Za-z_$][\w$-]*)|\[(\d+)\]/g)) {
        const key = name ?? index ?? "";
        value =
          typeof value === "object" && value !== null && Object.hasOwn(value, key)
            ? Reflect.get(value, key)
            : undefined;
      }
      if (value === undefined || value === null) return "";
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    },
  );
}

/** Fills in `{{env.NAME}}` with the bot's published variables; unknown ones become empty. */
export function fillVariables(
  template: string,
  variables: readonly { key: string; value: string }[],
): string {
  return template.replaceAll(
    /\{\{\s*env\.(\w+)\s*\}\}/g,
    (_whole, name: string) => variables.find(({ key }) => key === name)?.value ?? "",
  );
}
