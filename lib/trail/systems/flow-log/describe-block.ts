import type { Hop } from "@/lib/hops/hop";
import { functionName } from "@/lib/hops/hop-of-function";
import { severityOfStatus } from "../../http-status";
import { functionHop, type TrailVendors } from "../../trail-vendor";
import { type BlockDescription, type BlockOutcome, blockOutcome } from "./block-outcome";
import { describeThirdParty, isThirdParty } from "./describe-third-party";
import { blockFacts, blockRan, functionAsked, loggingSwitchedOff } from "./flow-events";
import type { BlockRun, FlowLogEntry } from "./flow-log-entry";
import { lastPart, parameter, shorten, told, toldFailure } from "./log-words";

type Words = Omit<BlockDescription, "hop" | "code" | "facts">;

/**
 * What a block did, in a sentence for support staff. Flow logs name blocks by older words than the flow language
 * ("PlayPrompt"); one that is not known keeps its own name. What the log says of the outcome is judged in one place: only
 * words that are known to be good, or none, tell of a step that was done.
 */
export function describeBlock({ entries }: BlockRun, vendors: TrailVendors): BlockDescription {
  const first = entries[0];
  const type = first.ContactFlowModuleType;
  const outcome = blockOutcome(entries.filter((entry) => entry.ContactFlowModuleType === type));
  const text = (key: string) => parameter(first, key);
  const facts = blockFacts(first, outcome);
  const plain = { hop: "flow" as Hop, ...blockRan.of(facts) };
  /** `done` when all went well, else `attempt`: what the block was to do. */
  const step = (done: string, attempt: string, detail?: string): BlockDescription => ({
    ...plain,
    ...describeOutcome(outcome, done, attempt, detail),
  });
  if (isThirdParty(first)) return describeThirdParty(first, outcome);
  switch (type) {
    case "SetLoggingBehavior":
      if (/^disable/i.test(text("LoggingBehavior") ?? "")) {
        const isDone = outcome.kind === "good" || outcome.kind === "none";
        const switchedOff = step("Flow log turned off", "Turn off the flow log");
        return isDone ? { ...switchedOff, ...loggingSwitchedOff.of(facts) } : switchedOff;
      }
      return step("Flow log turned on", "Turn on the flow log");
    case "PlayPrompt": {
      const words = text("Text");
      return words === undefined
        ? step("Played a prompt", "Play a prompt")
        : step(`Played “${shorten(words)}”`, `Play “${shorten(words)}”`);
    }
    case "InvokeExternalResource":
    case "InvokeLambdaFunction":
      return describeLambda(entries, outcome, vendors);
    case "SetAttributes":
      return step(...same(`Set contact attributes: ${listKeys(entries)}`));
    case "SetFlowAttributes":
      return step(...same("Set flow attributes"));
    case "SetQueue": {
      const queue = lastPart(text("Queue") ?? text("QueueId"));
      return { ...step("Chose the queue", "Set the queue", queue), hop: "queue" };
    }
    case "Transfer":
      return { ...plain, ...describeTransfer(first, outcome) };
    case "Disconnect":
      return step("The flow ended the call", "End the call");
    case "CheckAttribute":
      return { ...plain, ...describeCheck(entries) };
    case "CheckHoursOfOperation":
      return { ...plain, ...describeHours(outcome), hop: "queue" };
    case "CheckMetricData":
      return { ...step("Checked queue metrics", "Check queue metrics"), hop: "queue" };
    case "GetUserInput":
    case "StoreUserInput":
      return { ...step("Asked the caller", "Ask the caller"), kind: "keyed-in" };
    case "SetVoice":
      return step(...same("Set the voice"));
    case "SetContactData":
      return step(...same("Set the language or other contact data"));
    case "SetContactFlow":
    case "SetEventHook":
      return step(...same("Set an event flow"));
    case "StartMediaStreaming":
      return step("Audio streaming started", "Start audio streaming");
    case "StopMediaStreaming":
      return step("Audio streaming stopped", "Stop audio streaming");
    case "InvokeFlowModule":
      return step("Entered a flow module", "Enter a flow module");
    case "ReturnFromFlowModule":
      return step("Left the flow module", "Leave the flow module");
    case "Resume":
      return step("The flow ended here and the call continued", "End the flow");
    default:
      return step(...same(type ? `Block ${splitWords(type)}` : "A block ran"));
  }
}

function describeOutcome(
  { kind, words }: BlockOutcome,
  done: string,
  attempt: string,
  detail?: string,
): Pick<BlockDescription, "severity" | "title" | "detail"> {
  switch (kind) {
    case "failed":
      return {
        severity: "attention",
        title: `${attempt}: failed`,
        detail: [detail, toldFailure(words)].filter(Boolean).join(" · "),
      };
    case "unknown":
      return { severity: "unknown", title: `${attempt}: ${told(words)}`, detail };
    case "good":
    case "none":
      return { severity: "info", title: done, detail: detail ?? (words || undefined) };
  }
}

function same(title: string): [string, string] {
  return [title, title];
}

function describeLambda(
  entries: BlockRun["entries"],
  outcome: BlockOutcome,
  vendors: TrailVendors,
): BlockDescription {
  const { kind, words } = outcome;
  const first = entries[0];
  const arn = parameter(first, "FunctionArn") ?? parameter(first, "LambdaFunctionARN") ?? "";
  const name = functionName(arn) || "a function";
  const answer = entries.findLast(({ ExternalResults }) => ExternalResults != null)?.ExternalResults;
  const status: unknown =
    typeof answer === "object" && answer !== null ? Reflect.get(answer, "statusCode") : undefined;
  const isStatus = kind !== "failed" && /^\d{3}$/.test(String(status));
  const said = {
    hop: functionHop(vendors, arn),
    ...functionAsked.of({
      ...blockFacts(first, outcome),
      functionName: functionName(arn),
      ...(isStatus && { statusCode: Number(status) }),
    }),
  };
  if (kind === "failed")
    return { ...said, severity: "bad", title: `${name} failed`, detail: toldFailure(words) };
  if (answer === undefined) {
    return kind === "unknown"
      ? { ...said, severity: "unknown", title: `Asked ${name}: ${told(words)}` }
      : { ...said, severity: "info", title: `Asked ${name}` };
  }
  if (status === undefined) return { ...said, severity: "good", title: `${name} answered` };
  if (String(status) === "404") return { ...said, severity: "info", title: `${name} found nothing` };
  return {
    ...said,
    severity: severityOfStatus(status),
    title: `${name} returned ${shorten(String(status))}`,
  };
}

function describeTransfer(entry: FlowLogEntry, { kind, words }: BlockOutcome): Words & { hop: Hop } {
  const queue = parameter(entry, "Queue") ?? parameter(entry, "QueueId");
  const flow =
    parameter(entry, "ContactFlowId") ??
    parameter(entry, "ContactFlow") ??
    parameter(entry, "ContactFlowName");
  const hop: Hop = flow && !queue ? "flow" : "queue";
  const where = hop === "flow" ? "another flow" : "the queue";
  const detail = lastPart(queue ?? flow);
  switch (kind) {
    case "failed":
      return {
        hop,
        severity: "attention",
        title: `The transfer to ${where} failed`,
        detail: toldFailure(words),
      };
    case "unknown":
      return { hop, severity: "unknown", title: `The transfer to ${where}: ${told(words)}`, detail };
    case "good":
      return { hop, severity: "good", title: `Transferred to ${where}`, detail };
    case "none":
      return { hop, severity: "unknown", title: `Transferring to ${where}`, detail };
  }
}

function describeHours({ kind, words }: BlockOutcome): Words {
  if (kind === "failed") {
    return {
      severity: "attention",
      title: "Check the hours of operation: failed",
      detail: toldFailure(words),
    };
  }
  // "false" is an answer here, and no failure.
  if (/^(true|in ?hours)/i.test(words)) return { severity: "info", title: "Hours of operation: open" };
  if (/^(false|out)/i.test(words)) return { severity: "info", title: "Hours of operation: closed" };
  return words === ""
    ? { severity: "info", title: "Checked the hours" }
    : { severity: "unknown", title: `Checked the hours: ${told(words)}` };
}

function describeCheck(entries: BlockRun["entries"]): Words {
  const checks = entries.filter((entry) => entry.ContactFlowModuleType === "CheckAttribute");
  const result = (entry: FlowLogEntry) => blockOutcome([entry]).words.toLowerCase();
  const matched = checks.find((entry) => result(entry) === "true");
  const value = shorten(parameter(matched ?? checks[0] ?? entries[0], "Value") ?? "");
  const title = `Checked a value: “${value}”`;
  if (matched) {
    const second = shorten(parameter(matched, "SecondValue") ?? "");
    return { severity: "info", title: `${title} matches “${second}”` };
  }
  const strange = checks.map(result).find((words) => !["", "true", "false"].includes(words));
  return strange === undefined
    ? { severity: "info", title: `${title} matches no branch` }
    : { severity: "unknown", title: `${title}: ${told(strange)}` };
}

function listKeys(entries: FlowLogEntry[]): string {
  const keys = entries.flatMap((entry) => parameter(entry, "Key") ?? []);
  return keys.length > 0 ? [...new Set(keys)].sort().join(", ") : "names not logged";
}

function splitWords(type: string): string {
  return type.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
