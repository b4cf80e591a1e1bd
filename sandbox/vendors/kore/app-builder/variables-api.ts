import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer } from "../../shared/serve-vendor";
import { apiFailure } from "../api-failure";
import type { Bot } from "../bot";
import { appOf, edit } from "./app";
import type { BotVariable } from "./app-types";

/** POST …/variables/export: what is in development. Secured values come out empty. */
export function exportVariables(bot: Bot): VendorAnswer {
  return { status: 200, body: appOf(bot).latest.variables.map(describeVariable) };
}

export function describeVariable(one: BotVariable): object {
  const { key, value, hint, variableType, scope, isSecured, localeData } = one;
  return {
    key,
    ...(variableType === "env" ? { value: isSecured ? "" : value, hint } : { localeData }),
    variableType,
    scope,
    group: "",
    propagateValue: false,
    vNameSpace: [],
    isSecured,
  };
}

/** POST …/variables/import: a list of variables, or one under `botVariables`. By default, others stay as they are. */
export function importVariables(bot: Bot, body: unknown, now: string): VendorAnswer {
  const list = Array.isArray(body) ? body : memberOf(body, "botVariables");
  if (!Array.isArray(list) || list.length === 0)
    return apiFailure(400, "The body must be a list of variables.");
  const read = list.map((one) => readVariable(one, false));
  const wrong = read.find((one) => typeof one === "string");
  if (typeof wrong === "string") return apiFailure(400, wrong);
  const variables = read.filter((one) => typeof one !== "string");
  const app = appOf(bot);
  if (app.importMode === "replaces") app.latest = { ...app.latest, variables: [] };
  if (app.importMode === "empties-secured")
    app.latest = {
      ...app.latest,
      variables: app.latest.variables.map((one) => (one.isSecured ? { ...one, value: "" } : one)),
    };
  edit(bot, { variables }, now);
  return {
    status: 200,
    body: { message: `${variables.length} Variables imported/updated successfully.` },
  };
}

const scopes = ["prePopulated", "askOnInstall", "hidden"];

/** A variable, or a sentence. `isSecured` is no field of the import: only a person ticks it. */
export function readVariable(value: unknown, maySecure: boolean): BotVariable | string {
  const key = textOf(value, "key");
  const variableType = textOf(value, "variableType") ?? (maySecure ? "env" : undefined);
  const scope = textOf(value, "scope") ?? (maySecure ? "prePopulated" : "");
  if (key === undefined || !/^[A-Za-z_]\w{0,99}$/.test(key))
    return "A variable's key has letters, digits, and underscores only.";
  if (variableType !== "env" && variableType !== "locale") return "variableType must be env or locale.";
  if (!scopes.includes(scope)) return `scope must be one of ${scopes.join(", ")}.`;
  const text = textOf(value, "value");
  const localeData = memberOf(value, "localeData");
  if (variableType === "env" && text === undefined) return `The variable ${key} needs a value.`;
  if (variableType === "locale" && typeof localeData !== "object")
    return `The variable ${key} needs localeData.`;
  return {
    key,
    value: text ?? "",
    hint: textOf(value, "hint") ?? "",
    variableType,
    scope,
    isSecured: maySecure && memberOf(value, "isSecured") === true,
    ...(variableType === "locale" && { localeData }),
  };
}
