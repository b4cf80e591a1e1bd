import { openRealm, type ScriptRealm } from "../../shared/script-realm";

/** What a script may reach outside its realm: HTTP, and setting variables. */
export interface ScriptWorld {
  variables: Readonly<Record<string, string>>;
  /** Whether the variable exists and was set. */
  setVariable(name: string, value: string): boolean;
}

export interface ScriptRun {
  log: string[];
  /** undefined when it finished. */
  error?: string;
  /** Without headers and bodies, which may hold a token. */
  requests: { method: string; url: string; status: number }[];
}

const evaluationLimitMs = 1_000;
const totalLimitMs = 10_000;
const requestLimitMs = 5_000;
const maxRequests = 5;
const maxAnswerCharacters = 65_536;

interface Asked {
  id: number;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/**
 * What Zoom gives to a script: variables, axios-like requests, and a log. Everything that it can access is created inside
 * its own realm, from JSON: requests leave as text, and their answers come back as text.
 */
const prelude = `
var __in = JSON.parse(__input), __out = { asked: [], set: [], log: [], state: "running", error: "" }, __waiting = {};
var var_get = function (name) {
  if (name === undefined) return Object.assign({}, __in.variables);
  if (name === "global_system" || name === "global_custom") {
    var tree = {};
    Object.keys(__in.variables).forEach(function (key) {
      var parts = key.split(".");
      if (parts[0] !== name || parts.length < 3) return;
      (tree[parts[1]] = tree[parts[1]] || {})[parts.slice(2).join(".")] = __in.variables[key];
    });
    return JSON.stringify(tree);
  }
  var value = __in.variables[name];
  return value === undefined ? "" : value;
};
var var_set = function (name, value) { __in.variables[name] = String(value); };
var global_var_set = function (name, value) {
  __in.variables[name] = String(value);
  if (__out.set.length < 50) __out.set.push([String(name), String(value)]);
};
var __log = function (level) {
  return function (line) { if (__out.log.length < 100) __out.log.push((level + ": " + line).slice(0, 1000)); };
};
var log = { debug: __log("debug"), info: __log("info"), warn: __log("warn"), error: __log("error") };
var __id = 0;
var __send = function (method, url, data, config) {
  config = config || {};
  var headers = {};
  Object.keys(config.headers || {}).forEach(function (name) { headers[name.toLowerCase()] = String(config.headers[name]); });
  var body = data === undefined || data === null ? null : typeof data === "string" ? data : JSON.stringify(data);
  if (body !== null && typeof data !== "string" && !headers["content-type"])
    headers["content-type"] = "application/json";
  var query = Object.keys(config.params || {}).map(function (name) {
    return encodeURIComponent(name) + "=" + encodeURIComponent(String(config.params[name]));
  }).join("&");
  var whole = query === "" ? url : url + (url.indexOf("?") < 0 ? "?" : "&") + query;
  return new Promise(function (resolve, reject) {
    var id = ++__id;
    __waiting[id] = [resolve, reject];
    __out.asked.push({ id: id, method: method, url: String(whole), headers: headers, body: body });
  });
};
var req = {};
["get", "delete", "head", "options"].forEach(function (name) {
  req[name] = function (url, config) { return __send(name.toUpperCase(), url, undefined, config); };
});
["post", "put", "patch"].forEach(function (name) {
  req[name] = function (url, data, config) { return __send(name.toUpperCase(), url, data, config); };
});
`;

const start = `
if (typeof main !== "function") { __out.state = "failed"; __out.error = "There is no function main."; }
else Promise.resolve().then(main).then(
  function () { __out.state = "done"; },
  function (error) { __out.state = "failed"; __out.error = String(error && error.message || error).slice(0, 500); });
`;
const settle = `
(function () {
  var answer = JSON.parse(__input), pair = __waiting[answer.id];
  delete __waiting[answer.id];
  if (!pair) return;
  var data = answer.text;
  try { data = JSON.parse(answer.text); } catch (error) { data = answer.text; }
  var response = { status: answer.status, data: data, headers: {} };
  if (answer.status >= 200 && answer.status < 300) return pair[0](response);
  var error = new Error(answer.status === 0 ? answer.text : "Request failed with status code " + answer.status);
  if (answer.status !== 0) error.response = response;
  pair[1](error);
})();
`;
/** What it asked for since the last time, which it then asks for no longer. */
const take = `
(function () {
  var text = JSON.stringify(__out);
  __out.asked = []; __out.set = [];
  return text;
})();
`;

interface Out {
  asked: Asked[];
  set: [string, string][];
  log: string[];
  state: "running" | "done" | "failed";
  error: string;
}

/** Runs `async function main () {…}` to its end, or to a limit. */
export async function runEventScript(code: string, world: ScriptWorld): Promise<ScriptRun> {
  const realm = openRealm(evaluationLimitMs);
  const run: ScriptRun = { log: [], requests: [] };
  try {
    const error = await runIn(realm, code, world, run);
    return error === undefined ? run : { ...run, error };
  } finally {
    realm.close();
  }
}

/** Why it failed, or undefined when it finished. What it did is in `run`. */
async function runIn(
  realm: ScriptRealm,
  code: string,
  world: ScriptWorld,
  run: ScriptRun,
): Promise<string | undefined> {
  const deadline = Date.now() + totalLimitMs;
  await realm.evaluate(prelude, { input: JSON.stringify({ variables: world.variables }) });
  for (const [source, filename] of [[code, "event-script.js"], [start]] as const) {
    const ran = await realm.evaluate(source, { ...(filename && { filename }) });
    if (!ran.ok) return ran.error;
  }
  for (;;) {
    const taken = await realm.evaluate(take);
    if (!taken.ok) return taken.error;
    const out = JSON.parse(taken.value) as Out;
    run.log = out.log;
    for (const [name, value] of out.set)
      if (!world.setVariable(name, value)) run.log.push(`warn: There is no variable ${name}.`);
    if (out.state === "done") return undefined;
    if (out.state === "failed") return out.error;
    if (out.asked.length === 0) return "The script waits for nothing.";
    for (const asked of out.asked) {
      if (run.requests.length >= maxRequests || Date.now() > deadline)
        return "The script took too long, or sent too many requests.";
      const answer = await send(asked);
      run.requests.push({ method: asked.method, url: asked.url, status: answer.status });
      const settled = await realm.evaluate(settle, { input: JSON.stringify({ id: asked.id, ...answer }) });
      if (!settled.ok) return settled.error;
    }
  }
}

async function send({ method, url, headers, body }: Asked): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(requestLimitMs),
      ...(body === null ? {} : { body }),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, maxAnswerCharacters) };
  } catch {
    return { status: 0, text: "Network Error" };
  }
}
