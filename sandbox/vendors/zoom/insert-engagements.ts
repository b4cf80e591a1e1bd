import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { controllerOfZoom, type Engagement } from "./engagement";
import { mainNumber, type ZoomAccount } from "./zoom-account";
import { publishedVersion } from "./zoom-flow";
import { newId } from "./zoom-id";
import { nowOf, type ZoomStore } from "./zoom-store";

const maxAtOnce = 500;

/** POST engagements {engagements: [{from?, startedAt?, seconds?, variables?, live?}]}: calls that were, without a call. */
export function insertEngagements(store: ZoomStore, account: ZoomAccount, body: unknown): VendorAnswer {
  const wanted = memberOf(body, "engagements");
  if (!Array.isArray(wanted) || wanted.length > maxAtOnce)
    return { status: 400, body: { message: `engagements must be a list of at most ${maxAtOnce}.` } };
  const made = wanted.map((one: unknown) => makeEngagement(account, one));
  for (const engagement of made) store.addEngagement(account, engagement);
  return { status: 201, body: { engagementIds: made.map(({ engagementId }) => engagementId) } };
}

function makeEngagement(account: ZoomAccount, wanted: unknown): Engagement {
  const started = Date.parse(textOf(wanted, "startedAt") ?? "");
  const startedAt = Number.isNaN(started) ? nowOf(account) - 60_000 : started;
  const seconds = memberOf(wanted, "seconds");
  const milliseconds = (typeof seconds === "number" ? seconds : 30) * 1000;
  const engagement = newEngagement(account, {
    from: textOf(wanted, "from") ?? "+12065550142",
    to: textOf(wanted, "to") ?? mainNumber,
    startedAt,
  });
  const variables = memberOf(wanted, "variables");
  if (typeof variables === "object" && variables !== null)
    for (const [name, value] of Object.entries(variables)) engagement.variables[name] = String(value);
  if (memberOf(wanted, "live") === true) return engagement;
  engagement.endedAt = startedAt + milliseconds;
  engagement.times.flow = milliseconds;
  engagement.result = "contained";
  return engagement;
}

/** At its beginning, in the flow of the number that was called. */
export function newEngagement(
  account: ZoomAccount,
  { from, to, startedAt }: { from: string; to: string; startedAt: number },
): Engagement {
  const point = account.entryPoints.find(({ number }) => number === to);
  const flow = account.flows.find(({ flowId }) => flowId === point?.flowId) ?? account.flows[0];
  return {
    engagementId: newId(),
    from,
    to,
    startedAt,
    flow: {
      flowId: flow?.flowId ?? "",
      name: flow?.name ?? "",
      version: (flow && publishedVersion(flow)?.version) ?? 1,
    },
    times: { flow: 0, waiting: 0, talk: 0, wrapUp: 0 },
    transferCount: 0,
    result: "completed",
    events: [{ at: startedAt, name: "engagement_started", content: `Call to ${to}` }],
    variables: {},
    variableLogs: [],
    controllers: [{ ...controllerOfZoom, trunk: "", consumerIpAddress: "" }],
    recordings: [],
    recordingStatuses: [],
    notes: [],
  };
}
