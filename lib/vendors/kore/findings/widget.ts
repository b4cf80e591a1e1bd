import type { Trail, TrailEvent } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, rawMember } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { panelFailed, panelLoaded, tokenExpired } from "@/lib/trail/systems/agent-page/agent-page-events";
import { agentConnected, contactEnded } from "@/lib/trail/systems/contact-record/contact-record-events";
import { agentAiAttributes, widgetStatuses } from "../agent-ai/names";
import { widgetTokensOf } from "../trail/agent-ai/widget-tokens";
import { agentMoment, attributeOf, isOfAgentAi } from "./agent-ai-trail";

/** The agent had the contact, and no widget: it never came on the tenant's page, or the workspace's has no token. */
export const widgetNotLoaded = defineFinding({
  code: "agentai-widget-not-loaded",
  name: "Widget didn't load",
  find: (trail: Trail): FoundTrouble[] =>
    isOfAgentAi(trail) ? [...notLoadedOnPage(trail), ...withoutToken(trail)].slice(0, 1) : [],
});

function notLoadedOnPage(trail: Trail): FoundTrouble[] {
  const failed = trail.events.filter(panelFailed.is);
  // A later attempt may have come through.
  const loaded = trail.events.findLast(panelLoaded.is);
  const last = failed.at(-1);
  if (!last || (loaded && loaded.at > last.at)) return [];
  return [
    {
      severity: "bad",
      facts: { reason: "page", attempts: failed.length },
      title: "Agent AI's widget didn't load on the agent's page",
      cause:
        "The widget didn't announce itself, or Patchbay had no token for it. Usually, its address is wrong, or the agent's network or browser blocks it.",
      ...atIntegration(
        trail,
        "Settings",
        "In {screen}, check the widget's address. On the agent's computer, open the page's check: it says which hosts can't be reached.",
      ),
      evidence: ids(failed),
    },
  ];
}

/** The flow says so on the contact: its log is off while the function is asked, so no block shows it. */
function withoutToken(trail: Trail): FoundTrouble[] {
  if (attributeOf(trail, agentAiAttributes.tokenStatus) !== widgetStatuses.noToken) return [];
  const failed = widgetTokensOf(trail).filter(
    ({ reason, expiresAt }) => reason !== undefined || expiresAt === undefined,
  );
  const marked = trail.events.filter(
    (event) => rawMember(event, "Parameters", "Key") === agentAiAttributes.tokenStatus,
  );
  const reason = failed.at(-1)?.reason;
  const evidence = [...failed.map(({ event }) => event), ...marked];
  const moment = agentMoment(trail);
  return [
    {
      severity: "bad",
      facts: { reason: "no-token", ...(reason && { functionReason: reason }) },
      title: "Agent AI's widget has no token for this contact",
      cause: `${reason ? "The function that signs the widget's token failed." : "The flow got no token from the function that signs it: the function failed, or the flow couldn't invoke it."} The call went on without the token, so the widget can't sign in.`,
      ...atIntegration(
        trail,
        "",
        "In {screen}, choose “Plan changes”: the plan shows whether the function, its settings, or its permission were changed. If nothing differs, read the function's log of that time in the AWS console.",
      ),
      evidence: ids(evidence.length > 0 ? evidence : moment ? [moment] : []),
    },
  ];
}

/** The token that the widget was loaded with ended before the agent was done. */
export const widgetTokenExpired = defineFinding({
  code: "agentai-widget-token-expired",
  name: "Widget token expired",
  find: (trail: Trail): FoundTrouble[] => {
    if (!isOfAgentAi(trail)) return [];
    const onPage = trail.events.filter(tokenExpired.is);
    const [reason, evidence] =
      onPage.length > 0 ? ["page", onPage] : ["workspace", expiredInWorkspace(trail)];
    if (evidence.length === 0) return [];
    const longest =
      reason === "page"
        ? "the longest conversation or the longest after-contact work"
        : "the longest wait, conversation, or after-contact work";
    return [
      {
        severity: "attention",
        facts: { reason },
        title: "Agent AI's widget lost its token",
        cause:
          "The agent had the contact for longer than the token was valid. It isn't renewed in a widget that runs, so suggestions and the summary may be missing.",
        ...atIntegration(
          trail,
          "Settings",
          `In {screen}, raise ${longest}. Save the settings, choose “Plan changes”, and deploy.`,
        ),
        evidence: ids(evidence),
      },
    ];
  },
});

/** The workspace's token is made before the call waits, and says itself until when it is good. */
function expiredInWorkspace(trail: Trail): TrailEvent[] {
  const ended = trail.events.findLast(contactEnded.is);
  const last = widgetTokensOf(trail).findLast(({ reason }) => reason === undefined);
  if (!ended || last?.expiresAt === undefined || !trail.events.some(agentConnected.is)) return [];
  return Date.parse(last.expiresAt) < Date.parse(ended.at) ? [last.event, ended] : [];
}
