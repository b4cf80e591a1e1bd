import { type Check, type ProbeReport, reportOf } from "@/lib/connection-kinds/connection-kind";
import type { Problem, Result } from "@/lib/kernel/result";
import { requestZoom, type ZoomAnswer } from "./ask-zoom";
import type { ZoomAccount } from "./connection-settings";
import { kindOfScopes, lackingScopes, type ZoomNeed, zoomNeeds } from "./scopes";
import { forgetZoomToken, openZoomToken, type ZoomToken } from "./zoom-token";

const readTimeoutMs = 12_000;
/** Signed webhooks are accepted for five minutes: a clock that is off by more than this is close to refusing them. */
const maxClockOffMs = 120_000;

const tokenCheck = { id: "zoom-token", title: "Zoom gives the app a token" };
const clockCheck = { id: "zoom-clock", title: "The clocks agree" };
const openCheck = { id: "zoom-contact-center", title: "Contact Center is open to the app" };

/** Asks with a new token: one that was made before a scope was added doesn't have it. Never throws. */
export async function probeZoom(account: ZoomAccount): Promise<ProbeReport> {
  forgetZoomToken(account);
  const token = await openZoomToken(account);
  if (!token.ok) return reportOf([describeTokenProblem(token.problem)]);
  const { scopes, clockAheadMs } = token.value;
  const given: Check = {
    ...tokenCheck,
    state: "proven",
    detail: "Zoom accepted the account ID, client ID, and secret.",
  };
  const first = [given, ...describeClock(clockAheadMs)];
  if (scopes !== undefined && kindOfScopes(scopes) === undefined) return reportOf([...first, notOpen]);
  const checks = await Promise.all(
    zoomNeeds(account.settings).map((need) => checkNeed(account, need, token.value)),
  );
  return reportOf([...first, ...checks]);
}

async function checkNeed(account: ZoomAccount, need: ZoomNeed, { scopes }: ZoomToken): Promise<Check> {
  const lacking = scopes === undefined ? [] : lackingScopes(need, scopes);
  if (lacking.length > 0 || need.read === undefined) return describeNeed(need, scopes, lacking);
  return describeRead(need, await requestZoom(account, need.read, { timeoutMs: readTimeoutMs }));
}

/** Pure: being asked too often, and a Zoom that is down, say nothing of the credentials. */
function describeTokenProblem({ code, sentence, wayOut, isPassing }: Problem): Check {
  const saysNothing = isPassing === true && code !== "host-unreachable" && code !== "host-inward";
  return { ...tokenCheck, state: saysNothing ? "unproven" : "failed", detail: `${sentence} ${wayOut}` };
}

/** Pure: none when Zoom didn't say what time it is there. */
export function describeClock(aheadMs: number | undefined): Check[] {
  if (aheadMs === undefined) return [];
  const off = Math.abs(aheadMs);
  if (off <= maxClockOffMs)
    return [{ ...clockCheck, state: "proven", detail: "This server's clock agrees with Zoom's." }];
  const minutes = Math.round(off / 60_000);
  const way = aheadMs > 0 ? "ahead of" : "behind";
  const detail = `This server's clock is ${minutes} minutes ${way} Zoom's. Zoom's events are rejected when they seem older than five minutes, and contacts show the wrong times. Synchronize the clock with a time server.`;
  return [{ ...clockCheck, state: "failed", detail }];
}

/** Pure: what the list of scopes alone says. */
function describeNeed(
  { id, title, granular, loss }: ZoomNeed,
  scopes: readonly string[] | undefined,
  lacking: readonly string[],
): Check {
  if (scopes === undefined) {
    const detail = `Zoom didn't list the app's scopes. It takes ${granular.join(", ")}. The first change will show it.`;
    return { id, title, state: "unproven", detail };
  }
  if (lacking.length === 0) return { id, title, state: "proven", detail: "The app has the scopes." };
  return { id, title, ...describeLacking(lacking, loss) };
}

/** Pure: what a harmless read came to. */
export function describeRead({ id, title, loss }: ZoomNeed, answer: Result<ZoomAnswer>): Check {
  if (answer.ok || answer.problem.code === "zoom-not-found")
    return { id, title, state: "proven", detail: "Zoom answered." };
  const { code, sentence, wayOut, isPassing } = answer.problem;
  const detail = [sentence, ...(loss === undefined ? [] : [loss]), wayOut].join(" ");
  if (loss !== undefined && code === "zoom-scopes-missing")
    return { id, title, state: "unproven", isMissing: true, detail };
  return { id, title, state: isPassing === true || loss !== undefined ? "unproven" : "failed", detail };
}

function describeLacking(
  lacking: readonly string[],
  loss: string | undefined,
): Pick<Check, "state" | "detail" | "isMissing"> {
  const what = `The app lacks ${lacking.join(", ")}.`;
  const wayOut =
    "In the Zoom App Marketplace, open the app under Manage > Scopes, add what is missing, and activate the app again. A scope that isn't offered there takes the Contact Center Admin role of the person who created the app.";
  return loss === undefined
    ? { state: "failed", detail: `${what} ${wayOut}` }
    : { state: "unproven", isMissing: true, detail: `${what} ${loss} ${wayOut}` };
}

const notOpen: Check = {
  ...openCheck,
  state: "failed",
  detail:
    "The app has no Contact Center scope. Either none was added under Manage > Scopes in the Zoom App Marketplace, or the person who created the app no longer has the Contact Center Admin role, or the account has no Contact Center license: then Zoom takes these scopes away.",
};
