import type { SandboxAccount } from "../../../state/account";
import type { OpenRequest, OpenSite, WireAnswer } from "../../../wire/service";
import { connectState } from "../connect-state";
import { approvedOrigins } from "../storage-configs";
import { instanceHost } from "./access-url";
import { answerCall, answerSnapshot, json } from "./agent-api";
import { browserCode } from "./browser-code";
import { frameAncestors, noFrames } from "./frame-ancestors";
import { listOpenApplications } from "./open-applications";
import { refusedPage, signInPage, softphonePage, workspacePage } from "./pages";
import { endedCookie, findAgent, sessionCookie, signedInAgent } from "./session";

const softphonePaths = ["/connect/ccp-v2", "/ccp-v2"];
const workspacePath = "/agent-app";
const signInPath = "/connect/login";

/** What people open under the instance's access URL: the softphone, the agent workspace, and their sign-in. */
export const instanceSite: OpenSite = {
  isOf: (host, account) => host === instanceHost(connectState(account).data.instance.alias),
  async handle(request, account) {
    const { method, rawPath } = request;
    const path = rawPath.length > 1 ? rawPath.replace(/\/$/, "") : rawPath;
    if (path === signInPath) return signIn(request, account);
    if (method === "GET" && path.startsWith("/connect/assets/")) return serveCode(path);
    const user = signedInAgent(account, request);
    if (path === "/connect/api/snapshot" && method === "GET")
      return user ? answerSnapshot(account, user, request) : unauthorized();
    if (path === "/connect/api/call" && method === "POST")
      return user ? answerCall(account, user, request) : unauthorized();
    if (path === "/connect/api/applications" && method === "GET")
      return user ? json(200, { applications: listOpenApplications(account, user) }) : unauthorized();
    if (path === "/connect/logout" && method === "POST")
      return { status: 204, headers: { "set-cookie": endedCookie }, body: "" };
    if (method === "GET" && (softphonePaths.includes(path) || path === workspacePath)) {
      if (!user) return redirect(`${signInPath}?destination=${encodeURIComponent(rawPath)}`);
      const page = path === workspacePath ? workspacePage() : softphonePage(user.username);
      return html(200, page, frameAncestors(approvedOrigins(account)));
    }
    return html(404, refusedPage("The simulated instance doesn't have this page."), noFrames);
  },
};

async function signIn(request: OpenRequest, account: SandboxAccount): Promise<WireAnswer> {
  const asked = new URLSearchParams(request.rawQuery).get("destination") ?? "";
  const isKnown = [...softphonePaths, workspacePath].includes(asked.replace(/\/$/, ""));
  const destination = isKnown ? asked : "/connect/ccp-v2/";
  if (request.method !== "POST") return html(200, signInPage(destination), noFrames);
  // Another site's form can't sign anyone in here.
  const origin = request.headers.origin?.[0];
  if (origin !== undefined && origin !== `http://${request.headers.host?.[0]}`)
    return html(403, refusedPage("This form belongs to another site."), noFrames);
  const form = new URLSearchParams(request.body.toString("utf8"));
  const agent = findAgent(account, form.get("username") ?? "", form.get("password") ?? "");
  if (!agent)
    return html(401, signInPage(destination, "The user name or the password is incorrect."), noFrames);
  return redirect(destination, { "set-cookie": sessionCookie(account, agent) });
}

async function serveCode(path: string): Promise<WireAnswer> {
  const code = await browserCode(path.slice("/connect/assets/".length));
  if (code === undefined) return json(404, { message: "There is no such file." });
  return {
    status: 200,
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
    body: code,
  };
}

function html(status: number, body: string, framePolicy: string): WireAnswer {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": framePolicy,
      "cache-control": "no-store",
    },
    body,
  };
}

function redirect(location: string, headers: Record<string, string> = {}): WireAnswer {
  return { status: 302, headers: { location, "cache-control": "no-store", ...headers }, body: "" };
}

function unauthorized(): WireAnswer {
  return json(401, { message: "No agent is signed in." });
}
