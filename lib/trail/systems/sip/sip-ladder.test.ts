import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleVendors } from "../../testing/sample-vendors";
import { type LoggedSip, parseSipLadder } from "./sip-ladder";
import { parseSipMessage } from "./sip-message";

const headers = sampleVendors.flatMap(({ sip }) => sip ?? []);
const request = (method: string, tag: string, cseq: number, more: string[] = []) =>
  [
    `${method} sip:+12065551118@3.224.189.218:5060 SIP/2.0`,
    `f: <sip:+12065550123@3.80.16.21>;tag=${tag}`,
    "Call-ID: one@connect",
    `CSeq: ${cseq} ${method}`,
    ...more,
    "",
    "",
  ].join("\r\n");
const answer = (status: string, method: string, tag: string, cseq: number, more: string[] = []) =>
  [`SIP/2.0 ${status}`, `From: <sip:x@y>;tag=${tag}`, `CSeq: ${cseq} ${method}`, ...more, "", ""].join(
    "\r\n",
  );

const call: LoggedSip[] = [
  request("INVITE", "us", 1),
  answer("100 Trying", "INVITE", "us", 1),
  answer("183 Session Progress", "INVITE", "us", 1),
  answer("200 OK", "INVITE", "us", 1, ["X-Voice-Session: s-1"]),
  request("ACK", "us", 1),
  request("BYE", "them", 1, ["X-VOICE-REASON: HandedOff"]),
  answer("200 OK", "BYE", "them", 1),
].map((text, index) => ({ at: 1000 + index, text }));

describe("a ladder of SIP messages", () => {
  it("groups a call into its INVITE and its BYE, and says who sent each message", () => {
    const [invite, bye, ...rest] = parseSipLadder(call, headers);
    expect(rest).toEqual([]);
    expect(invite?.steps.map(({ from, label }) => `${from} ${label}`)).toEqual([
      "connect INVITE",
      "far 100 Trying",
      "far 183 Session Progress",
      "far 200 OK",
      "connect ACK",
    ]);
    expect(invite).toMatchObject({
      finalStatus: 200,
      session: { title: "Voice session", id: "s-1" },
      from: "connect",
    });
    expect(bye).toMatchObject({
      from: "far",
      reason: { said: "HandedOff", end: "handed-off" },
      finalStatus: 200,
    });
  });

  it("reads the same ladder from any order of delivery, with any message delivered twice", () => {
    const once = parseSipLadder(call, headers);
    const shuffled = fc.shuffledSubarray(call, { minLength: call.length });
    fc.assert(
      fc.property(shuffled, fc.subarray(call), (all, again) => {
        expect(parseSipLadder([...all, ...again], headers)).toEqual(once);
      }),
    );
  });

  it("takes a request that was sent again into the one that it repeats, and a new INVITE for another", () => {
    const late = call.map(({ at, text }) => ({ at: at + 3000, text }));
    const sentBefore = [0, 1000].flatMap((after) =>
      call.slice(0, 1).map(({ at, text }) => ({ at: at + after, text })),
    );
    const byeAgain = call.slice(5, 6).map(({ text }) => ({ at: 4500, text }));
    const [invite, bye, ...rest] = parseSipLadder([...sentBefore, ...late, ...byeAgain], headers);
    expect(rest).toEqual([]);
    expect(invite).toMatchObject({ at: new Date(1000).toISOString(), finalStatus: 200 });
    expect(invite?.steps.map(({ label }) => label).slice(0, 4)).toEqual([
      "INVITE",
      "INVITE",
      "INVITE",
      "100 Trying",
    ]);
    expect(bye?.steps.map(({ label }) => label)).toEqual(["BYE", "200 OK", "BYE"]);
    const reInvite = { at: 5000, text: request("INVITE", "us", 2) };
    expect(parseSipLadder([...call, reInvite], headers).map(({ method }) => method)).toEqual([
      "INVITE",
      "BYE",
      "INVITE",
    ]);
  });

  it("takes an INVITE with the same CSeq after a final answer for another attempt", () => {
    const refused = { at: 1_100, text: answer("503 Service Unavailable", "INVITE", "us", 1) };
    const next = { at: 1_200, text: request("INVITE", "us", 1) };
    const accepted = { at: 1_300, text: answer("200 OK", "INVITE", "us", 1) };
    const first = { at: 1_000, text: request("INVITE", "us", 1) };
    const told = parseSipLadder([first, refused, next, accepted], headers);
    expect(told.map(({ finalStatus }) => finalStatus)).toEqual([503, 200]);
  });

  it("never throws, whatever text a log holds", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(), text: fc.string() })), (messages) => {
        expect(Array.isArray(parseSipLadder(messages, headers))).toBe(true);
      }),
    );
  });

  it("leaves out what is no SIP message", () => {
    expect(parseSipMessage("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).toBeUndefined();
    expect(parseSipLadder([{ at: 1, text: "keep-alive" }], headers)).toEqual([]);
  });
});
