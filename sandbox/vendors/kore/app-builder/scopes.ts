/** Every call of the public API that is simulated. */
export type ApiCall =
  | "conversationDetails"
  | "getSessions"
  | "getMessages"
  | "changelogs"
  | "linkedApps"
  | "variablesImport"
  | "variablesExport"
  | "export"
  | "exportStatus"
  | "publish"
  | "publishStatus"
  | "debuglogs"
  | "interactionDetails"
  | "recordings";

/** The scope that a call needs, by the kind of app that asks; absent: this kind of app may not make it. */
export const scopesOfCall: Readonly<Record<ApiCall, { app?: string; admin?: string }>> = {
  conversationDetails: { app: "Chat History" },
  getSessions: { app: "Bot Sessions", admin: "Bot Analytics > Bot Sessions" },
  getMessages: { app: "Chat History", admin: "Bot Analytics > Chat History" },
  changelogs: { app: "Logs History", admin: "Logs > Bot Audit Logs" },
  linkedApps: { app: "Get linked App details", admin: "Getlinkedbotdetails" },
  variablesImport: { app: "Import Variables" },
  variablesExport: { app: "Export Variables" },
  export: { app: "Bot Export", admin: "Bot Definition > Bot Export" },
  exportStatus: { app: "Bot Export", admin: "Bot Definition > Bot Export" },
  publish: { admin: "Bot Publish > Publish" },
  publishStatus: { admin: "Bot Publish > Publish Status" },
  debuglogs: { app: "Debug Logs" },
  interactionDetails: { app: "SmartAssist Analytics" },
  recordings: { app: "SmartAssist Recordings" },
};

/** What a sandbox bot's app has from the start: all that this API answers. */
export const defaultScopes: readonly string[] = [
  ...new Set(Object.values(scopesOfCall).flatMap(({ app }) => (app === undefined ? [] : [app]))),
];

export const adminScopes: readonly string[] = [
  ...new Set(Object.values(scopesOfCall).flatMap(({ admin }) => (admin === undefined ? [] : [admin]))),
];
