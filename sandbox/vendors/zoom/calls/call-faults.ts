import type { ZoomAccount } from "../zoom-account";
import { addVersion, newFlow, publishedVersion, publishVersion, queueDocument } from "../zoom-flow";
import { nowOf } from "../zoom-store";

/** What goes wrong at the edges of one call; an absent member means that nothing does. */
export interface CallEdges {
  /** Sent to the simulated voice agent with the INVITE. */
  voiceAgent?: object;
  connectorUnresolved?: true;
  /** Our answer to a REFER: the SIP status. */
  referStatus?: number;
  callerLeavesQueue?: true;
  scriptsOff?: true;
  /** The first leg breaks off, and the widget calls again. */
  secondLeg?: true;
  webhooksTwice?: true;
  /** Webhooks are stamped so much earlier. */
  webhookSkewSeconds?: number;
}

export interface ZoomFault {
  /** "transfer-refused" */
  name: string;
  /** For a menu: what goes wrong, in a few words. */
  title: string;
  /** The codes that it accepts, the default first. */
  codes?: readonly [number, ...number[]];
  /** The account itself is changed until `DELETE /_sandbox/faults`, or the account's next call. */
  changesAccount?: true;
  /** Before the call; what it returns restores the account. */
  change?(account: ZoomAccount): Undo;
  /** When the call is over, likewise: the call itself isn't affected. */
  changeAfter?(account: ZoomAccount, flowId: string): Undo;
  edges?(code: number): CallEdges;
}

export type Undo = () => void;

const skewSeconds = 600;

export const zoomFaults: readonly ZoomFault[] = [
  {
    name: "no-kore-session",
    title: "The voice bot refuses the call",
    codes: [503, 486, 404, 403],
    edges: (code) => ({ voiceAgent: { refuseWith: code } }),
  },
  {
    name: "connector-unresolved",
    title: "The connector's domain doesn't resolve",
    edges: () => ({ connectorUnresolved: true }),
  },
  {
    name: "did-without-flow",
    title: "The number at the voice bot has no flow",
    edges: () => ({ voiceAgent: { withoutFlow: true } }),
  },
  {
    name: "transfer-refused",
    title: "The transfer back to Zoom is refused",
    codes: [603, 403, 404, 486, 503],
    edges: (code) => ({ referStatus: code, voiceAgent: { referTo: "sip:agents@zoom.example" } }),
  },
  {
    name: "caller-hangs-up-in-queue",
    title: "The caller hangs up while waiting for an agent",
    edges: () => ({ callerLeavesQueue: true }),
  },
  {
    name: "not-linked",
    title: "No event script sends the link to Patchbay",
    edges: () => ({ scriptsOff: true }),
  },
  {
    name: "two-sessions",
    title: "The voice bot is called twice in one engagement",
    edges: () => ({ secondLeg: true }),
  },
  {
    name: "summary-not-enabled",
    title: "The voice bot makes no summaries",
    edges: () => ({ voiceAgent: { withoutSummary: true } }),
  },
  {
    name: "webhooks-twice",
    title: "Zoom sends every webhook twice",
    edges: () => ({ webhooksTwice: true }),
  },
  {
    name: "clock-off",
    title: "Zoom's webhooks are ten minutes old",
    edges: () => ({ webhookSkewSeconds: -skewSeconds }),
  },
  {
    name: "scope-missing",
    title: "The app has lost the scope to read engagements",
    changesAccount: true,
    change({ apps, behavior }) {
      const lost = {
        granular: "contact_center:read:engagement:admin",
        classic: "contact_center_engagement:read:admin",
      };
      const scope = lost[behavior.scopeKind];
      const had = apps.filter(({ scopes }) => scopes.includes(scope));
      for (const app of had) app.scopes = app.scopes.filter((one) => one !== scope);
      return () => {
        for (const app of had) app.scopes = [...new Set([...app.scopes, scope])];
      };
    },
  },
  {
    name: "daily-limit",
    title: "The account has used up its heavy requests of the day",
    changesAccount: true,
    change(account) {
      account.behavior.heavyToday = 1_000_000;
      return () => {
        account.behavior.heavyToday = 0;
      };
    },
  },
  {
    name: "flow-not-published",
    title: "The flow is unpublished after the call",
    changesAccount: true,
    changeAfter(account, flowId) {
      const flow = account.flows.find((one) => one.flowId === flowId);
      const live = flow && publishedVersion(flow);
      if (live) live.status = "draft";
      return () => {
        if (flow && live?.status === "draft") publishVersion(flow, live, nowOf(account));
      };
    },
  },
  {
    name: "entry-point-elsewhere",
    title: "The number leads to another flow",
    changesAccount: true,
    change: leadElsewhere,
  },
];

const otherFlowName = "Main menu";

function leadElsewhere(account: ZoomAccount): Undo {
  const now = nowOf(account);
  let other = account.flows.find(({ name }) => name === otherFlowName);
  if (!other) {
    other = newFlow(otherFlowName, "Callers wait for an agent.");
    account.flows.push(other);
  }
  if (!publishedVersion(other)) {
    const document = queueDocument(account.queues[0]?.queueId ?? "");
    publishVersion(other, addVersion(other, document, "", now), now);
  }
  const { flowId } = other;
  const moved = account.entryPoints.flatMap((point) => {
    const before = point.flowId;
    if (before === undefined || before === flowId) return [];
    point.flowId = flowId;
    return [{ point, before }];
  });
  return () => {
    for (const { point, before } of moved) if (point.flowId === flowId) point.flowId = before;
  };
}

export type FoundFault =
  | { ok: true; fault: ZoomFault | undefined; code: number }
  | { ok: false; message: string };

export function findFault(name: string | undefined, code: number | undefined): FoundFault {
  const fault = zoomFaults.find((one) => one.name === name);
  if (name !== undefined && !fault)
    return { ok: false, message: `fault must be one of ${zoomFaults.map((one) => one.name).join(", ")}.` };
  if (code !== undefined && !fault?.codes?.includes(code))
    return {
      ok: false,
      message: `code must be one of ${fault?.codes?.join(", ") ?? "none: this fault has no codes"}.`,
    };
  return { ok: true, fault, code: code ?? fault?.codes?.[0] ?? 0 };
}
