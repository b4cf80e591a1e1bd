import type { ServiceNode } from "../service-node";

/** An environment ("env") or content ("locale") variable of a bot. */
export interface BotVariable {
  key: string;
  value: string;
  hint: string;
  variableType: "env" | "locale";
  scope: string;
  /** Nobody reads its value again: exports have it empty. */
  isSecured: boolean;
  localeData?: unknown;
}

/** What people edit in the App Builder, in one of its two states: in development, or published. */
export interface BotContent {
  startScript: string;
  transferScript: string;
  serviceNode: ServiceNode | undefined;
  /** Of a message node; absent in state from an earlier sandbox. */
  transferCode?: string;
  variables: BotVariable[];
}

/** What a JWT app enforces beyond the signature. */
export interface AppRules {
  requireJti: boolean;
  requireJwe: boolean;
  requireEncryptedPayload: boolean;
  algorithm: JwtAlgorithm;
}

export const jwtAlgorithms = ["HS256", "HS384", "HS512"] as const;
export type JwtAlgorithm = (typeof jwtAlgorithms)[number];

/** An app of the Admin Console: the only kind that may publish. */
export interface AdminApp {
  clientId: string;
  clientSecret: string;
  scopes: string[];
}

/** How an export is written, where Kore's form is not known or has changed. */
export interface ExportForm {
  file: "appDefinition.json" | "botDefinition.json";
  /** The start flow's script: as nodes, in a form of its own, or not exported at all. */
  flows: "nodes" | "other" | "absent";
  /** The definition stands inside this member instead of at the top. */
  wrapper?: string;
  /** Added to the archive as text that compresses to almost nothing: in a file of its own, and in the definition itself. */
  padBytes: number;
  padDefinitionBytes: number;
  fails: boolean;
  /** It is never ready. */
  neverEnds: boolean;
}

/** What an import does to variables that aren't in it, or to values that an export has left empty. */
export const importModes = ["merges", "replaces", "empties-secured"] as const;
export type ImportMode = (typeof importModes)[number];

export interface Change {
  at: string;
  resourceType: "stream" | "dialog";
  message: string;
  /** The developer's email address; absent: the sandbox's own. */
  by?: string;
}

/** How the next publish by API goes, where it isn't done at once. */
export interface PublishRules {
  takesMs: number;
  /** Parts that fail, so that nothing is published: "NL". */
  failing: string[];
  /** The connection breaks instead of an answer: before anything was done, or after it was. */
  lost?: "before" | "after";
}

/** The last publish by API. */
export interface PublishJob {
  requestedAt: string;
  status: "successful" | "failed" | "inprogress";
  /** Until then it is in progress; absent: until an administrator approves it, or it is over. */
  endsAt?: string;
  failing?: string[];
}

/** The bot's app in the App Builder, apart from what calls run. */
export interface App {
  accountId: string;
  /** In development; a call runs what the bot itself has. */
  latest: BotContent;
  /** Published. */
  variables: BotVariable[];
  /** Ticked in development, and those that count. */
  tickedScopes: string[];
  scopes: string[];
  rules: AppRules;
  adminApp?: AdminApp;
  /** Publishing only asks an administrator. */
  needsApproval: boolean;
  exportForm: ExportForm;
  importMode?: ImportMode;
  /** Oldest first. */
  changes: Change[];
  changedAt: string;
  publishedAt?: string;
  /** When the last publish by API was asked for, and what it came to. */
  publishJob?: PublishJob;
  publishRules?: PublishRules;
  /** How often publishing was asked for by API and not refused. */
  publishPosts?: number;
}
