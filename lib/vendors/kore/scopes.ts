/** What Kore's public API lets an app do. Its name is as App Settings › Dev Tools spells it, or as the Admin Console does. */
export interface KoreScope {
  name: string;
  /** Of an app of the Admin Console, which is another one than the bot's. */
  isAdmin?: true;
  /** After "isn't allowed to": "read conversations". */
  allows: string;
}

export const koreScopes = {
  chatHistory: { name: "Chat History", allows: "read conversations" },
  botSessions: { name: "Bot Sessions", allows: "list sessions" },
  debugLogs: { name: "Debug Logs", allows: "read debug logs" },
  logsHistory: { name: "Logs History", allows: "read the change log" },
  botExport: { name: "Bot Export", allows: "export the bot" },
  exportVariables: { name: "Export Variables", allows: "read the bot's variables" },
  importVariables: { name: "Import Variables", allows: "set variables of the bot" },
  analytics: { name: "SmartAssist Analytics", allows: "read the contact center's interactions" },
  publish: { name: "Bot Publish › Publish", isAdmin: true, allows: "publish the bot" },
  publishStatus: {
    ...{ name: "Bot Publish › Publish Status", isAdmin: true },
    allows: "read the state of a publication",
  },
  recordings: { name: "SmartAssist Recordings", allows: "read recordings" },
} as const satisfies Record<string, KoreScope>;

/** Where a scope is added to the app. */
export const scopesScreen = "App Settings › Dev Tools › API Scopes";
/** The same for an app of the Admin Console. */
export const adminScopesScreen = "Security & Control › API Scopes";
