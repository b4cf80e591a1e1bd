import { openRealm } from "../shared/script-realm";

/** The variables of one conversation, as its scripts see them. Plain JSON. */
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
  /** undefined when the script finished. */
  error: string | undefined;
}

/** Kore limits its script nodes; ours get one second. */
const scriptTimeLimitMs = 1000;

/**
 * Everything that a script can access is created inside its own realm, from JSON: no object of this process is in
 * reach. Conversation flows see the sessions under `context`, dialogs under `context.session`; both are the same
 * objects, as a call flow's variable is also a member of `context`.
 */
export const scriptPrelude = `
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

const leftOver = "JSON.stringify({ memory: __memory, debug: __debug })";

/** A script that ran out of time leaves the variables as they were before it. */
export async function runScript(source: string, memory: ScriptMemory): Promise<ScriptRun> {
  const realm = openRealm(scriptTimeLimitMs);
  try {
    await realm.evaluate(scriptPrelude, { input: JSON.stringify(memory) });
    const ran = await realm.evaluate(source, { filename: "script-node.js" });
    const error = ran.ok ? undefined : ran.error;
    const left = await realm.evaluate(leftOver);
    if (left.ok && left.value !== "") return { ...parseLeft(left.value), error };
    return { memory, debug: [], error: error ?? "The script left nothing that can be stored." };
  } finally {
    realm.close();
  }
}

function parseLeft(text: string): { memory: ScriptMemory; debug: string[] } {
  return JSON.parse(text);
}
