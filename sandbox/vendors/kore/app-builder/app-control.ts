import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer } from "../../shared/serve-vendor";
import type { Bot } from "../bot";
import { readServiceNode } from "../service-node";
import { appOf, edit, mergeVariables, publish } from "./app";
import {
  type AdminApp,
  type AppRules,
  type BotContent,
  type BotVariable,
  type ExportForm,
  importModes,
  jwtAlgorithms,
  type PublishRules,
} from "./app-types";
import { approvePublish } from "./publish-api";
import { adminScopes, defaultScopes } from "./scopes";
import { readVariable } from "./variables-api";

const maxPadBytes = 256 * 1024 * 1024;

/**
 * The control routes of one bot's app: `PUT …/latest`, `POST …/publish`, `PUT …/scopes`, `PUT …/token-rules`,
 * `PUT …/export-form`, `PUT …/import-mode`, `PUT …/approval`, `POST …/approve`, `PUT` and `GET …/publishing`. undefined
 * when there is no such route.
 */
export function controlApp(
  bot: Bot,
  route: string,
  method: string,
  body: unknown,
  now: string,
): VendorAnswer | undefined {
  const app = appOf(bot);
  const done = (answer: object = {}): VendorAnswer => ({ status: 200, body: answer });
  switch (`${method} ${route}`) {
    case "PUT latest": {
      const content = readContent(body);
      if (typeof content === "string") return refuse(content);
      edit(bot, content, now, textOf(body, "by"));
      return done();
    }
    case "POST publish":
      publish(bot, now);
      return done();
    case "PUT scopes": {
      const scopes = readScopes(body, defaultScopes);
      if (typeof scopes === "string") return refuse(scopes);
      app.tickedScopes = scopes;
      if (memberOf(body, "publish") !== false) app.scopes = [...scopes];
      return done({ ticked: app.tickedScopes, published: app.scopes });
    }
    case "PUT token-rules":
      app.rules = readRules(body);
      return done(app.rules);
    case "PUT export-form":
      app.exportForm = readForm(body);
      return done(app.exportForm);
    case "PUT import-mode":
      app.importMode = importModes.find((one) => one === textOf(body, "mode")) ?? "merges";
      return done({ mode: app.importMode });
    case "PUT approval":
      app.needsApproval = memberOf(body, "isNeeded") === true;
      return done({ isNeeded: app.needsApproval });
    case "POST approve":
      return approvePublish(bot, now) ? done() : refuse("No publish waits for an approval.");
    case "PUT publishing":
      app.publishRules = readPublishRules(body);
      return done(app.publishRules);
    case "GET publishing":
      return done({ posts: app.publishPosts ?? 0 });
    default:
      return undefined;
  }
}

/**
 * A bot that was set up as the guide says: what it has is published with everything else that is in development. What
 * was set by the routes above stays.
 */
export function setUpApp(bot: Bot, before: Bot | undefined, body: unknown, now: string): string | undefined {
  const given = readVariables(memberOf(body, "variables"));
  if (typeof given === "string") return given;
  const adminApp = readAdminApp(memberOf(body, "adminApp"));
  if (typeof adminApp === "string") return adminApp;
  const { startScript, transferScript, serviceNode, transferCode = "" } = bot;
  if (before?.app) bot.app = before.app;
  const app = appOf(bot);
  const accountId = textOf(body, "accountId");
  if (accountId) app.accountId = accountId;
  if (adminApp) app.adminApp = adminApp;
  const latest: BotContent = {
    startScript,
    transferScript,
    serviceNode,
    transferCode,
    variables: mergeVariables(app.latest.variables, given),
  };
  const isChanged =
    JSON.stringify([latest, latest.variables]) !== JSON.stringify([app.latest, app.variables]);
  if (!isChanged && app.publishedAt !== undefined) return undefined;
  // A bot that nobody has worked in yet isn't published either.
  if (JSON.stringify(latest) === JSON.stringify(emptyContent)) return undefined;
  edit(bot, latest, now);
  publish(bot, now);
  return undefined;
}

const emptyContent: BotContent = {
  startScript: "",
  transferScript: "",
  serviceNode: undefined,
  transferCode: "",
  variables: [],
};

function readContent(body: unknown): Partial<BotContent> | string {
  const content: Partial<BotContent> = {};
  for (const name of ["startScript", "transferScript", "transferCode"] as const) {
    const text = textOf(body, name);
    if (text !== undefined) content[name] = text;
  }
  const node = memberOf(body, "serviceNode");
  if (node !== undefined) {
    const serviceNode = readServiceNode(node);
    if (serviceNode === "wrong") return "serviceNode needs url, method, headers, and body as text.";
    content.serviceNode = serviceNode;
  }
  const variables = readVariables(memberOf(body, "variables"));
  if (typeof variables === "string") return variables;
  return variables.length > 0 ? { ...content, variables } : content;
}

function readVariables(value: unknown): BotVariable[] | string {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return "variables must be a list.";
  const read = value.map((one) => readVariable(one, true));
  const wrong = read.find((one) => typeof one === "string");
  return typeof wrong === "string" ? wrong : read.filter((one) => typeof one !== "string");
}

function readScopes(body: unknown, known: readonly string[]): string[] | string {
  const scopes = memberOf(body, "scopes");
  if (!Array.isArray(scopes)) return "scopes must be a list.";
  const names = scopes.map(String);
  const odd = names.find((name) => !known.includes(name));
  return odd === undefined ? names : `There is no scope ${odd}. Known: ${known.join(", ")}.`;
}

function readAdminApp(value: unknown): AdminApp | undefined | string {
  if (value === undefined) return undefined;
  const clientId = textOf(value, "clientId");
  const clientSecret = textOf(value, "clientSecret");
  if (!clientId || !clientSecret) return "adminApp needs clientId and clientSecret.";
  const scopes = memberOf(value, "scopes") === undefined ? [...adminScopes] : readScopes(value, adminScopes);
  return typeof scopes === "string" ? scopes : { clientId, clientSecret, scopes };
}

function readRules(body: unknown): AppRules {
  const isOn = (name: string) => memberOf(body, name) === true;
  return {
    requireJti: isOn("requireJti"),
    requireJwe: isOn("requireJwe"),
    requireEncryptedPayload: isOn("requireEncryptedPayload"),
    algorithm: jwtAlgorithms.find((one) => one === textOf(body, "algorithm")) ?? "HS256",
  };
}

function readPublishRules(body: unknown): PublishRules {
  const seconds = memberOf(body, "seconds");
  const failing = memberOf(body, "failing");
  const lost = textOf(body, "lost");
  return {
    takesMs: typeof seconds === "number" && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : 0,
    failing: Array.isArray(failing) ? failing.map(String) : [],
    ...(lost === "before" || lost === "after" ? { lost } : {}),
  };
}

function readForm(body: unknown): ExportForm {
  const flows = textOf(body, "flows");
  const wrapper = textOf(body, "wrapper");
  const bytes = (name: string) => {
    const value = memberOf(body, name);
    return typeof value === "number" && value > 0 ? Math.min(value, maxPadBytes) : 0;
  };
  return {
    file: textOf(body, "file") === "botDefinition.json" ? "botDefinition.json" : "appDefinition.json",
    flows: flows === "other" || flows === "absent" ? flows : "nodes",
    ...(wrapper === undefined ? {} : { wrapper }),
    padBytes: bytes("padBytes"),
    padDefinitionBytes: bytes("padDefinitionBytes"),
    fails: memberOf(body, "fails") === true,
    neverEnds: memberOf(body, "neverEnds") === true,
  };
}

function refuse(message: string): VendorAnswer {
  return { status: 400, body: { message } };
}
