import { createContext, Script } from "node:vm";

/** Kore's memory of one conversation, as its scripts see it. Plain JSON. */
export interface ScriptMemory {
  BotUserSession: Record<string, unknown>;
  UserSession: Record<string, unknown>;
  UserContext: Record<string, unknown>;
  callFlow: Record<string, unknown>;
}

export interface ScriptRun {
  memory: ScriptMemory;
  /** Lines of koreDebugger.log. */
  debug: string[];
  /** undefined when the script ran to its end. */
  error: string | undefined;
}

/** Kore bounds its script nodes; ours get a second. */
const scriptTimeLimitMs = 1000;

/**
 * Everything that a script may touch is made inside its own realm, from JSON: no object of this process is in
 * reach. Conversation flows see the sessions under `context`, dialogs under `context.session`; both are the same
 * objects, as a call flow's variable is also a member of `context`.
 */
const prelude = `
var __memory = JSON.parse(__input), __debug = [];
var context = Object.assign({}, __memory.callFlow, {
  BotUserSession: __memory.BotUserSession, UserSession: __memory.UserSession, UserContext: __memory.UserContext,
  session: { BotUserSession: __memory.BotUserSession, UserSession: __memory.UserSession, UserContext: __memory.UserContext },
});
var __store = function (target) {
  return {
    put: function (name, value) { target[name] = value; },
    get: function (name) { return target[name]; },
    delete: function (name) { delete target[name]; },
  };
};
var BotUserSession = __store(__memory.BotUserSession), UserSession = __store(__memory.UserSession);
var userSessionUtils = UserSession, botUserSessionUtils = BotUserSession;
var setCallFlowVariable = function (name, value) { __memory.callFlow[name] = value; context[name] = value; };
var getCallFlowVariable = function (name) { return __memory.callFlow[name]; };
var koreDebugger = { log: function (line) { if (__debug.length < 100) __debug.push(String(line).slice(0, 1000)); } };
`;

const before = new Script(prelude);
const after = new Script("JSON.stringify({ memory: __memory, debug: __debug })");

export function runScript(source: string, memory: ScriptMemory): ScriptRun {
  // Without a prototype: `this.constructor` would otherwise lead out of the realm.
  const globals: object = Object.assign(Object.create(null), { __input: JSON.stringify(memory) });
  const realm = createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  const options = { timeout: scriptTimeLimitMs };
  let error: string | undefined;
  try {
    before.runInContext(realm, options);
    new Script(source, { filename: "script-node.js" }).runInContext(realm, options);
  } catch (thrown) {
    // An error made in the other realm is no instance of our Error.
    error = String(thrown).slice(0, 500);
  }
  const left = readBack(realm);
  if (!left) return { memory, debug: [], error: error ?? "The script left nothing that can be stored." };
  return { ...left, error };
}

function readBack(
  realm: ReturnType<typeof createContext>,
): { memory: ScriptMemory; debug: string[] } | undefined {
  try {
    const text: unknown = after.runInContext(realm, { timeout: scriptTimeLimitMs });
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
