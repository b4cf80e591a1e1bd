import { tellsOfFailure } from "../../failure-words";
import { parseLine } from "../../filter-log-events";

/** One invocation of a function, put together from all lines that name it. */
export interface LambdaRequest {
  requestId: string;
  /** Milliseconds since the epoch: its first line. */
  startedAt: number;
  report: LambdaReport;
  /** Lambda's own words when it ended the function: "Task timed out after 3.00 seconds". */
  failure: string | undefined;
  /** Lambda's word for how it ended, where it is neither "success" nor one of failure. */
  oddStatus?: string;
  lines: (Record<string, unknown> | string)[];
}

export interface LambdaReport {
  durationMs?: number;
  /** Present on a cold start only. */
  initMs?: number;
  memoryMb?: number;
  usedMb?: number;
}

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const lambdaLine = new RegExp(`^(?:START|END|REPORT) RequestId: (${uuid})|^\\S+\\s+(${uuid})\\s`, "i");

/** The request that a line belongs to: of our own JSON, of Lambda's text lines, or of its JSON log format. */
export function requestIdOf(message: string): string | undefined {
  const json = parseLine(message);
  if (json) {
    const record = json.record;
    const nested =
      typeof record === "object" && record !== null ? Reflect.get(record, "requestId") : undefined;
    const id = json.requestId ?? nested;
    return typeof id === "string" ? id : undefined;
  }
  const found = lambdaLine.exec(message);
  return found?.[1] ?? found?.[2];
}

/** Lines grouped by request, the same line once, requests in the order of their first lines. */
export function parseRequests(lines: { at: number; message: string }[]): LambdaRequest[] {
  const requests = new Map<string, LambdaRequest>();
  const seen = new Set<string>();
  const ordered = lines
    .map((line, index) => ({ ...line, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index);
  for (const { at, message } of ordered) {
    const requestId = requestIdOf(message);
    const key = `${at} ${message}`;
    if (!requestId || seen.has(key)) continue;
    seen.add(key);
    const request = requests.get(requestId) ?? {
      requestId,
      startedAt: at,
      report: {},
      failure: undefined,
      lines: [],
    };
    requests.set(requestId, request);
    request.lines.push(parseLine(message) ?? message.trimEnd());
    Object.assign(request.report, parseReport(message));
    request.failure ??= parseFailure(message);
    const status = parseStatus(message);
    if (status !== undefined && !isGood(status)) {
      if (tellsOfFailure(status)) request.failure ??= `Status: ${status}`;
      else request.oddStatus ??= status;
    }
  }
  return [...requests.values()];
}

function parseReport(message: string): LambdaReport {
  const json = parseLine(message);
  if (json?.type === "platform.report") return parseJsonReport(json.record);
  if (!message.startsWith("REPORT ")) return {};
  const report: LambdaReport = {};
  const number = (label: string) => {
    const found = new RegExp(`(?:^|\\t)${label}: ([\\d.]+) `).exec(message)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  assign(report, "durationMs", number("Duration"));
  assign(report, "initMs", number("Init Duration"));
  assign(report, "memoryMb", number("Memory Size"));
  assign(report, "usedMb", number("Max Memory Used"));
  return report;
}

function parseJsonReport(record: unknown): LambdaReport {
  const report: LambdaReport = {};
  const metrics = typeof record === "object" && record !== null ? Reflect.get(record, "metrics") : undefined;
  if (typeof metrics !== "object" || metrics === null) return report;
  assign(report, "durationMs", Reflect.get(metrics, "durationMs"));
  assign(report, "initMs", Reflect.get(metrics, "initDurationMs"));
  assign(report, "memoryMb", Reflect.get(metrics, "memorySizeMB"));
  assign(report, "usedMb", Reflect.get(metrics, "maxMemoryUsedMB"));
  return report;
}

function assign(report: LambdaReport, key: keyof LambdaReport, value: unknown): void {
  if (typeof value === "number" && Number.isFinite(value)) report[key] = value;
}

/** The earlier a line stands, the more it says. */
const failures = [
  /(Task timed out after [\d.]+ seconds)/,
  /RequestId: \S+ (Error: .{1,200})/,
  /\tERROR\t(Invoke Error|Uncaught Exception|Unhandled Promise Rejection)\b/,
];

/** The last resort: how Lambda's report says that the request ended. Text logs leave it out when all went well. */
function parseStatus(message: string): string | undefined {
  const json = parseLine(message);
  if (json === undefined) {
    return message.startsWith("REPORT ") ? /\tStatus: (\S[^\t]*)/.exec(message)?.[1]?.trim() : undefined;
  }
  if (!/^platform\.(report|runtimeDone)$/.test(String(json.type))) return undefined;
  const { record } = json;
  const status: unknown =
    typeof record === "object" && record !== null ? Reflect.get(record, "status") : undefined;
  return typeof status === "string" && status !== "" ? status : undefined;
}

function isGood(status: string): boolean {
  return /^(success|ok)$/i.test(status);
}

function parseFailure(message: string): string | undefined {
  for (const failure of failures) {
    const words = failure.exec(message)?.[1];
    if (words !== undefined) return words;
  }
  return undefined;
}
