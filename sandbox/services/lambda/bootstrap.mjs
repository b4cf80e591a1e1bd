// Runs inside the child process of one function: loads the handler, then answers one event after another.
// Plain JavaScript, because it must start in milliseconds and without a build.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const jsonLogs = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
const functionVersion = process.env.AWS_LAMBDA_FUNCTION_VERSION;
let requestId = "";

const send = (message) => process.send?.(message);
const writeLine = (text) => send({ kind: "log", text, at: Date.now() });

// Everything that the function writes goes through one channel, so that it stays in order.
for (const stream of [process.stdout, process.stderr]) {
  let rest = "";
  stream.write = (chunk, encoding, done) => {
    const lines = (rest + (typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))).split(
      "\n",
    );
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") writeLine(`${line}\n`);
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) queueMicrotask(callback);
    return true;
  };
}

const levels = { log: "INFO", info: "INFO", warn: "WARN", error: "ERROR", debug: "DEBUG", trace: "TRACE" };
for (const [method, level] of Object.entries(levels))
  console[method] = (...parts) => logConsole(level, parts);

function logConsole(level, parts) {
  const timestamp = new Date().toISOString();
  if (!jsonLogs) {
    writeLine(`${timestamp}\t${requestId || "undefined"}\t${level}\t${format(...parts)}\n`);
    return;
  }
  const [only] = parts;
  const message = parts.length === 1 && typeof only === "object" ? only : format(...parts);
  writeLine(`${JSON.stringify({ timestamp, level, requestId, message })}\n`);
}

function describeError(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: error.name || "Error",
    errorMessage: error.message,
    trace: (error.stack ?? "").split("\n"),
  };
}

function runtimeError(errorType, errorMessage) {
  return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] };
}

async function loadHandler() {
  const root = process.env.LAMBDA_TASK_ROOT;
  const [modulePath = "", ...names] = splitHandler(process.env._HANDLER);
  const file = [".js", ".mjs", ".cjs"]
    .map((ending) => join(root, modulePath + ending))
    .find((one) => existsSync(one));
  if (!file) throw runtimeError("Runtime.ImportModuleError", `Error: Cannot find module '${modulePath}'`);
  let found;
  try {
    found = file.endsWith(".cjs") ? createRequire(file)(file) : await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw runtimeError("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND")
      throw runtimeError("Runtime.ImportModuleError", `Error: ${error.message}`);
    throw describeError(error);
  }
  const source = names.reduce((value, name) => value?.[name], found) ? found : found.default;
  const handler = names.reduce((value, name) => value?.[name], source);
  if (typeof handler !== "function")
    throw runtimeError("Runtime.HandlerNotFound", `${process.env._HANDLER} is undefined or not exported`);
  return handler;
}

/** "folder/index.handler" is the module folder/index and its export handler. */
function splitHandler(text) {
  const slash = text.lastIndexOf("/") + 1;
  const [base, ...names] = text.slice(slash).split(".");
  return [text.slice(0, slash) + base, ...names];
}

function makeContext({ arn, deadline, functionName }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion,
    invokedFunctionArn: arn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function callHandler(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, value) => (error ? reject(error) : resolve(value));
    const result = handler(event, context, callback);
    // A handler that takes no callback and returns no promise is done when it returns.
    if (typeof result?.then === "function") result.then(resolve, reject);
    else if (handler.length < 3) resolve(result);
  });
}

async function answer(handler, message) {
  requestId = message.requestId;
  let outcome;
  try {
    const value = await callHandler(handler, JSON.parse(message.payload), makeContext(message));
    outcome = { kind: "result", payload: JSON.stringify(value === undefined ? null : value) };
  } catch (error) {
    const described = describeError(error);
    const { trace, ...rest } = described;
    logConsole("ERROR", ["Invoke Error", JSON.stringify({ ...rest, stack: trace })]);
    outcome = { kind: "error", error: described };
  }
  send({ ...outcome, memoryBytes: process.memoryUsage().rss });
}

process.on("disconnect", () => process.exit(0));
try {
  const handler = await loadHandler();
  process.on("message", (message) => void answer(handler, message));
  send({ kind: "ready" });
} catch (error) {
  const described = error instanceof Error ? describeError(error) : error;
  const { trace, ...rest } = described;
  logConsole("ERROR", ["Uncaught Exception", JSON.stringify({ ...rest, stack: trace })]);
  send({ kind: "init-error", error: described });
}
