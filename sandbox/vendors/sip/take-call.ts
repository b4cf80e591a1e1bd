import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { inRanges } from "../shared/in-range";
import { withOtherTokens } from "../shared/other-token";
import { type SipCall, writeOurBye } from "../shared/sip-side";
import { calledUser, headerOf, writeSipAnswer } from "../shared/sip-text";
import type { AgentPost } from "./agent";
import type { AgentStore } from "./agent-store";
import { type AgentScenario, readScenario } from "./scenario";

const usualTalkSeconds = 0.4;
const maxTalkSeconds = 3_600;
/** Longer than any function waits for the metadata. */
const lateSeconds = 9;
const postTimeoutMs = 10_000;
const address = "192.0.2.50:5060";

/** One call, from the INVITE until one side hangs up. */
export async function takeCall(store: AgentStore, call: SipCall): Promise<void> {
  const { invite } = call;
  const scenario = readScenario(call.scenario);
  const tag = randomBytes(6).toString("hex");
  const refuse = (status: number, reason: string) => call.sip(writeSipAnswer(invite, status, reason, tag));
  if (scenario.refuseWith !== undefined) return refuse(scenario.refuseWith, "Refused");
  const agent = store.find(call.owner, calledUser(invite) ?? "");
  if (!agent) return refuse(404, "Not Found");
  if (agent.allowlist && !inRanges(call.sourceAddress, agent.allowlist)) return refuse(403, "Forbidden");
  call.sip(writeSipAnswer(invite, 100, "Trying", tag));
  call.sip(writeSipAnswer(invite, 180, "Ringing", tag));
  const sdp = invite.body
    .replace(/^o=.*$/m, "o=agent 1 1 IN IP4 192.0.2.50")
    .replace(/^c=.*$/m, "c=IN IP4 192.0.2.50");
  const headers = [
    { name: "Contact", value: `<sip:${agent.user}@${address}>` },
    { name: "Content-Type", value: "application/sdp" },
  ];
  call.sip(writeSipAnswer(invite, 200, "OK", tag, headers, sdp));
  const sessionId = randomUUID();
  call.note({ sessionId });
  await talk(scenario, call);
  if (call.callerGone.aborted) return;
  if (scenario.ending === "agent" && agent.post) await handOver(agent.post, scenario, call, sessionId);
  if (!call.callerGone.aborted)
    call.sip(writeOurBye(invite, { address, tag, branch: randomBytes(8).toString("hex") }));
}

async function talk({ ending, talkSeconds }: AgentScenario, { callerGone }: SipCall): Promise<void> {
  const seconds = ending === "caller-hangs-up" ? maxTalkSeconds : (talkSeconds ?? usualTalkSeconds);
  const bounded = Math.min(seconds, maxTalkSeconds);
  await sleep(bounded * 1_000, undefined, { signal: callerGone }).catch(() => undefined);
}

/** Posts what it learned before it returns the call. */
async function handOver(
  post: AgentPost,
  { posting, post: wanted }: AgentScenario,
  { invite, callerGone, note }: SipCall,
  sessionId: string,
): Promise<void> {
  if (posting === "never") return;
  const own = headerOf(invite, "X-Amzn-ConnectContactId") ?? "";
  const contactId = posting === "other-contact" ? randomUUID() : own;
  const headers = posting === "wrong-token" ? withOtherTokens(post.headers) : post.headers;
  const body = bodyOf(wanted) ?? post.body.replaceAll("{contactId}", contactId);
  const url = post.url.replaceAll("{contactId}", encodeURIComponent(contactId));
  const send = (signal: AbortSignal) =>
    fetch(url, { method: "POST", headers, body, redirect: "manual", signal }).then(
      ({ status }) => status,
      () => 0,
    );
  if (posting === "late") {
    // By then the flow has continued, and nothing reads this result.
    void sleep(lateSeconds * 1_000).then(() => send(AbortSignal.timeout(postTimeoutMs)));
    return;
  }
  const postStatus = await send(AbortSignal.any([callerGone, AbortSignal.timeout(postTimeoutMs)]));
  note({ sessionId, posted: body, postStatus });
}

function bodyOf(wanted: unknown): string | undefined {
  if (wanted === undefined || wanted === null) return undefined;
  return typeof wanted === "string" ? wanted : JSON.stringify(wanted);
}
