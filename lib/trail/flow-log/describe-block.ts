import type { Hop, Severity } from "@/lib/trail/event";
import type { BlockRun, FlowLogEntry } from "@/lib/trail/flow-log/flow-log-entry";
import { functionName, hopOfFunction } from "@/lib/trail/hop-of-function";

export interface BlockDescription {
  hop: Hop;
  severity: Severity;
  title: string;
  detail?: string;
  kind?: "keyed-in";
}

/**
 * What a block did, in a sentence for support staff. Flow logs name blocks by older words than the flow language
 * ("PlayPrompt"); one that is not known keeps its own name.
 */
export function describeBlock({ entries }: BlockRun): BlockDescription {
  const first = entries[0];
  const last = entries[entries.length - 1] ?? first;
  const type = first.ContactFlowModuleType;
  const text = (key: string) => parameter(first, key);
  const result = resultText(last);
  const failed = refused(result);
  const flow = (title: string, detail?: string): BlockDescription => ({
    hop: "flow",
    severity: failed ? "attention" : "info",
    title: failed ? `${title}: failed` : title,
    detail: detail ?? (result || undefined),
  });
  if (isThirdParty(first)) return describeThirdParty(first, result);
  switch (type) {
    case "SetLoggingBehavior":
      return flow(
        /^disable/i.test(text("LoggingBehavior") ?? "") ? "Flow log switched off" : "Flow log switched on",
      );
    case "PlayPrompt":
      return flow(text("Text") ? `Said “${shorten(text("Text") ?? "")}”` : "Played a prompt");
    case "InvokeExternalResource":
    case "InvokeLambdaFunction":
      return describeLambda(first, last, result);
    case "SetAttributes":
      return flow(`Set contact attributes: ${listKeys(entries)}`);
    case "SetFlowAttributes":
      return flow("Set flow attributes");
    case "SetQueue":
      return { ...flow("Chose the queue", lastPart(text("Queue") ?? text("QueueId"))), hop: "queue" };
    case "Transfer":
      return describeTransfer(first, result);
    case "Disconnect":
      return flow("The flow ended the call");
    case "CheckAttribute":
      return describeCheck(entries);
    case "CheckHoursOfOperation":
      // "false" is an answer here, and no failure.
      return {
        hop: "queue",
        severity: "info",
        title: result ? `Hours of operation: ${yesNo(result, "open", "closed")}` : "Checked the hours",
      };
    case "CheckMetricData":
      return { ...flow("Checked the queue's figures"), hop: "queue" };
    case "GetUserInput":
    case "StoreUserInput":
      return { ...flow("Asked the caller", result || undefined), kind: "keyed-in" };
    case "SetVoice":
      return flow("Set the voice");
    case "SetContactData":
      return flow("Set the language or other facts of the contact");
    case "SetContactFlow":
    case "SetEventHook":
      return flow("Set a flow for later");
    case "StartMediaStreaming":
    case "StopMediaStreaming":
      return flow(type === "StartMediaStreaming" ? "Audio streaming started" : "Audio streaming stopped");
    case "InvokeFlowModule":
      return flow("Entered a flow module");
    case "ReturnFromFlowModule":
      return flow("Left the flow module");
    case "Resume":
      return flow("The flow ended here and the call went on");
    default:
      return flow(type ? `Block ${splitWords(type)}` : "A block ran");
  }
}

/** No published log of such a block exists: it is known by what it must name, whatever its type is called. */
function isThirdParty(entry: FlowLogEntry): boolean {
  return (
    /ThirdParty|TransferToPhoneNumber|^Dial$/i.test(entry.ContactFlowModuleType) ||
    ["VoiceConnectorArn", "VoiceConnector", "ThirdPartyPhoneNumber", "ToUser"].some(
      (key) => entry.Parameters?.[key] !== undefined,
    )
  );
}

function describeThirdParty(entry: FlowLogEntry, result: string): BlockDescription {
  const number =
    parameter(entry, "ToUser") ??
    parameter(entry, "PhoneNumber") ??
    parameter(entry, "ThirdPartyPhoneNumber");
  const to = number ? ` at ${number}` : "";
  if (/customer (disconnected|hung up)/i.test(result)) {
    return {
      hop: "sip",
      severity: "info",
      title: `The caller hung up while with the voice agent${to}`,
      detail: result,
    };
  }
  if (refused(result)) {
    return {
      hop: "sip",
      severity: "bad",
      title: `The transfer to the voice agent${to} failed`,
      detail: result,
    };
  }
  return { hop: "sip", severity: "good", title: `Transferred to the voice agent${to}` };
}

function describeLambda(first: FlowLogEntry, last: FlowLogEntry, result: string): BlockDescription {
  const arn = parameter(first, "FunctionArn") ?? parameter(first, "LambdaFunctionARN") ?? "";
  const name = functionName(arn) || "a function";
  const hop = hopOfFunction(arn);
  const answer = last.ExternalResults;
  if (answer === undefined) {
    return result
      ? { hop, severity: "bad", title: `${name} failed`, detail: result }
      : { hop, severity: "info", title: `Asked ${name}` };
  }
  const status =
    typeof answer === "object" && answer !== null ? Reflect.get(answer, "statusCode") : undefined;
  if (status === undefined) return { hop, severity: "good", title: `${name} answered` };
  const ok = String(status) === "200";
  return {
    hop,
    severity: ok ? "good" : String(status) === "404" ? "info" : "attention",
    title: String(status) === "404" ? `${name} found nothing` : `${name} answered ${String(status)}`,
  };
}

function describeTransfer(entry: FlowLogEntry, result: string): BlockDescription {
  const queue = parameter(entry, "Queue") ?? parameter(entry, "QueueId");
  const flow =
    parameter(entry, "ContactFlowId") ??
    parameter(entry, "ContactFlow") ??
    parameter(entry, "ContactFlowName");
  const hop: Hop = flow && !queue ? "flow" : "queue";
  const where = hop === "flow" ? "another flow" : "the queue";
  return refused(result)
    ? { hop, severity: "attention", title: `The transfer to ${where} failed`, detail: result }
    : { hop, severity: "good", title: `Transferred to ${where}`, detail: lastPart(queue ?? flow) };
}

function describeCheck(entries: BlockRun["entries"]): BlockDescription {
  const checks = entries.filter((entry) => entry.ContactFlowModuleType === "CheckAttribute");
  const matched = checks.find((entry) => resultText(entry) === "true");
  const value = parameter(matched ?? checks[0] ?? entries[0], "Value") ?? "";
  const second = matched ? parameter(matched, "SecondValue") : undefined;
  return {
    hop: "flow",
    severity: "info",
    title: matched
      ? `Checked a value: “${shorten(value)}” fits “${shorten(second ?? "")}”`
      : `Checked a value: “${shorten(value)}” fits no branch`,
  };
}

function parameter(entry: FlowLogEntry, key: string): string | undefined {
  const value = entry.Parameters?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}
function resultText(entry: FlowLogEntry): string {
  const { Results } = entry;
  return Results === undefined ? "" : typeof Results === "string" ? Results : JSON.stringify(Results);
}
function refused(result: string): boolean {
  return /^false\b|returned an error|error code|status code: [45]|CallFailed|TimeLimitExceeded/i.test(result);
}
function listKeys(entries: FlowLogEntry[]): string {
  const keys = entries.flatMap((entry) => parameter(entry, "Key") ?? []);
  return keys.length > 0 ? [...new Set(keys)].sort().join(", ") : "names not logged";
}
function yesNo(result: string, yes: string, no: string): string {
  return /^(true|in ?hours)/i.test(result) ? yes : /^(false|out)/i.test(result) ? no : result;
}
function lastPart(arn: string | undefined): string | undefined {
  return arn?.split("/").pop();
}
function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
function splitWords(type: string): string {
  return type.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
