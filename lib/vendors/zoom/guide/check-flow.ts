import { z } from "zod";
import { parseObject } from "@/lambdas/shared/plain-values";
import { ProblemError } from "@/lib/kernel/result";
import type { GuideChecker, GuideCheckResult, GuideCheckSubject } from "../../guide-check";
import { askZoom, type ZoomAnswer, type ZoomRequest } from "../ask-zoom";
import { requireZoomAccount } from "../connection-settings";
import { type FlowInZoom, flowPath, liveVersion, maxFlowBytes, readFlow } from "../resources/flow-in-zoom";
import { phoneNumberOf, rowsOf } from "../rows";
import { type ConnectorSeen, findVoiceBot } from "./find-voice-bot";

/** Members of an integration's settings that say what to look for in Zoom, whatever else they have. */
const flowSettings = z.object({
  flowName: z.string().min(1),
  connector: z.object({ name: z.string().min(1) }),
  /** Numbers that are to lead to the flow; with none, any will do. */
  entryPoints: z.array(z.string()).default([]),
});
export type FlowSettings = z.infer<typeof flowSettings>;

const rows = { credentials: "ZC-01", connector: "ZC-06", flow: "ZC-12" } as const;
const requestTimeoutMs = 15_000;
/** Versions after the live one that are looked through for the connector. */
const maxDrafts = 3;

/** What Zoom's API shows of a guide: the app's credentials, the connector in the flow, and what callers reach. */
export const zoomGuideChecker: GuideChecker = {
  rows: Object.values(rows),
  async read(subject) {
    const settings = flowSettings.safeParse(subject.input.settings);
    const ask = await openAsk(subject);
    if (!settings.success) return [{ row: rows.credentials, ...(await checkCredentials(ask)) }];
    const { flowName, connector } = settings.data;
    const found = await find(ask, flowName);
    if (found === undefined) return [accepted, ...describeFlow(settings.data, undefined)];
    const live = liveVersion(found);
    const drafts = found.versions.filter(({ version }) => version > (live?.version ?? 0)).slice(-maxDrafts);
    const seenIn = async (version: number) =>
      findVoiceBot(parseObject((await ask(exportOf(found.id, version))).text), connector.name);
    const inLive = live === undefined ? "not-seen" : await seenIn(live.version);
    const inDrafts: ConnectorSeen[] = [];
    if (inLive === "not-seen") for (const { version } of drafts) inDrafts.push(await seenIn(version));
    const points = (await ask({ method: "GET", path: flowPath(found.id, "/entry_points") })).value
      .entry_points;
    return [
      accepted,
      ...describeFlow(settings.data, {
        flow: found,
        inLive,
        isInDraft: inDrafts.some((seen) => seen !== "not-seen"),
        numbers: rowsOf(points).map((point) => phoneNumberOf(point.entry_number)),
      }),
    ];
  },
};

export interface FlowSeen {
  flow: FlowInZoom;
  inLive: ConnectorSeen;
  isInDraft: boolean;
  /** Numbers that lead to it. */
  numbers: readonly string[];
}

/** Pure: what was seen of the flow, row by row. */
export function describeFlow(
  { flowName, connector: { name: connectorName }, entryPoints: entryNumbers }: FlowSettings,
  seen: FlowSeen | undefined,
): GuideCheckResult[] {
  const absent = `Zoom has no flow named "${flowName}".`;
  if (seen === undefined) {
    const detail = `${absent} Create it, or correct its name in the integration's settings.`;
    return [
      { row: rows.flow, code: "absent", detail },
      { row: rows.connector, code: "unknown", detail: `${absent} The connector shows only in a flow.` },
    ];
  }
  const { flow, inLive, isInDraft, numbers } = seen;
  const live = liveVersion(flow);
  const lacking = entryNumbers.filter((number) => !numbers.includes(number));
  const facts = {
    flowId: flow.id,
    liveVersion: String(live?.version ?? "none"),
    connector: inLive,
    entryPoints: String(numbers.length),
  };
  const connector = describeConnector(connectorName, seen);
  const flowRow = (code: GuideCheckResult["code"], detail: string, difference?: readonly string[]) => [
    { row: rows.flow, code, detail, facts, ...(difference === undefined ? {} : { difference }) },
    connector,
  ];
  if (live === undefined)
    return flowRow("development-only", `The flow "${flowName}" isn't published. In Zoom, publish it.`);
  if (inLive === "not-seen" && isInDraft)
    return flowRow(
      "development-only",
      `The connector "${connectorName}" is in a draft of the flow, not in the published version ${live.version}. In Zoom, publish the draft.`,
    );
  if (inLive === "not-seen")
    return flowRow(
      "not-seen",
      `The published version ${live.version} of the flow doesn't show the connector "${connectorName}". Zoom doesn't document what an exported Voice Bot widget looks like, so it may be there. Check the widget in the flow, and the connector's name in the integration's settings.`,
    );
  if (numbers.length === 0)
    return flowRow(
      "development-only",
      `The flow "${flowName}" is published with the connector, but no entry point leads to it. In Zoom, assign a number to the flow.`,
    );
  if (lacking.length > 0)
    return flowRow(
      lacking.length === entryNumbers.length ? "development-only" : "changed",
      "The flow is published with the connector, but not every number of the integration leads to it. In Zoom, assign these numbers to the flow.",
      lacking.map((number) => `${number} doesn't lead to the flow "${flowName}"`),
    );
  const where = inLive === "in-voice-bot" ? "in its Voice Bot widget" : "in it by name";
  return flowRow(
    "published",
    `Version ${live.version} of the flow "${flowName}" is published with the connector ${where}, and ${numbers.length === 1 ? "1 entry point leads" : `${numbers.length} entry points lead`} to it.`,
  );
}

/** Its region, its bot, and its credentials don't show in Zoom's API: a call proves them, not a name. */
function describeConnector(name: string, { inLive, isInDraft }: FlowSeen): GuideCheckResult {
  const isSeen = inLive !== "not-seen" || isInDraft;
  return {
    row: rows.connector,
    code: "not-seen",
    detail: isSeen
      ? `A connector named "${name}" is used in the flow. Zoom's API doesn't show its region, its bot, or its credentials: the first call does.`
      : `No connector named "${name}" was seen in the flow.`,
    facts: { connector: inLive, draft: String(isInDraft) },
  };
}

const accepted: GuideCheckResult = {
  row: rows.credentials,
  code: "published",
  detail: "Zoom accepts the app's credentials, and its flows can be read.",
};

type Ask = (request: ZoomRequest) => Promise<ZoomAnswer>;

async function checkCredentials(ask: Ask): Promise<Omit<GuideCheckResult, "row">> {
  await ask({ method: "GET", path: "/contact_center/flows", query: { page_size: 1 } });
  return accepted;
}

async function find(ask: Ask, flowName: string): Promise<FlowInZoom | undefined> {
  try {
    const query = { flow_identifier_type: "name" };
    return readFlow((await ask({ method: "GET", path: flowPath(flowName), query })).value);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "zoom-not-found") return undefined;
    throw error;
  }
}

function exportOf(flowId: string, version: number): ZoomRequest {
  const query = { flow_version: version };
  return { method: "GET", path: flowPath(flowId, "/export"), query, maxBytes: maxFlowBytes };
}

/** Throws Problems: every row is unknown then, in their words. */
async function openAsk({ connection, signal }: GuideCheckSubject): Promise<Ask> {
  const opened = await connection("zoom")?.open();
  if (opened === undefined) throw new ProblemError(noConnection);
  const account = requireZoomAccount(opened);
  return (request) => askZoom(account, request, { timeoutMs: requestTimeoutMs, signal });
}

const noConnection = {
  code: "zoom-connection-missing",
  sentence: "The integration has no connection to Zoom.",
  wayOut: "Choose one in the integration's settings.",
};
