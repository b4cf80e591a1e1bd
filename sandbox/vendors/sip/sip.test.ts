import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSip, type SipMessage } from "../shared/sip-text";
import { AgentStore } from "./agent-store";
import { firstAgentUser } from "./first-agent";
import { takeCall } from "./take-call";

const folder = mkdtempSync(join(tmpdir(), "sip-agent-"));
afterAll(() => rmSync(folder, { recursive: true }));
const owner = "111122223333";

const invite = readSip(
  [
    `INVITE sip:${firstAgentUser}@sip.voice-agent.example SIP/2.0`,
    "From: <sip:+12065550123@connect>;tag=1",
    `To: <sip:${firstAgentUser}@sip.voice-agent.example>`,
    "Call-ID: c1",
    "CSeq: 1 INVITE",
    "Contact: <sip:connect@198.51.100.1:5060>",
    "",
    "",
  ].join("\r\n"),
) as SipMessage;

async function call(agent: object, scenario: object, sourceAddress = "3.80.16.9"): Promise<string[]> {
  const store = new AgentStore(mkdtempSync(join(folder, "data-")), { owner, user: firstAgentUser, ...agent });
  const sent: string[] = [];
  await takeCall(store, {
    invite,
    owner,
    sourceAddress,
    scenario: { talkSeconds: 0, ...scenario },
    sip: (text) => sent.push(text),
    note: () => undefined,
    callerGone: new AbortController().signal,
    answered: async () => undefined,
  });
  return sent.map((text) => text.split("\r\n", 1)[0] ?? "");
}

test("a call is answered and ended by the agent inside the dialog", async () => {
  expect(await call({}, {})).toEqual([
    "SIP/2.0 100 Trying",
    "SIP/2.0 180 Ringing",
    "SIP/2.0 200 OK",
    "BYE sip:connect@198.51.100.1:5060 SIP/2.0",
  ]);
});

test("calls from outside the allowlist are forbidden", async () => {
  expect(await call({ allowlist: ["3.80.16.0/23"] }, {}, "198.51.100.7")).toEqual(["SIP/2.0 403 Forbidden"]);
  expect(await call({ allowlist: ["3.80.16.0/23"] }, {})).toHaveLength(4);
});

test("another account's agent isn't found", async () => {
  expect(await call({ owner: "444455556666" }, {})).toEqual(["SIP/2.0 404 Not Found"]);
});

test("a test call can ask for a refusal", async () => {
  expect(await call({}, { fault: { refuseWith: 486 } })).toEqual(["SIP/2.0 486 Refused"]);
});
