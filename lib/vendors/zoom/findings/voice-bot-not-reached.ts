import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { wordsOf } from "@/lib/trail/findings/vendor-words";
import { voiceBotCalled, voiceBotFailed } from "../trail/zoom-events";

/** The flow handed the caller to the voice bot, which never had the call: there is no conversation of it. */
export const voiceBotNotReached = defineFinding({
  code: "zoom-voice-bot-not-reached",
  name: "Voice bot not reached",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const failed = trail.events.find(voiceBotFailed.is);
  if (!failed) return [];
  const { status } = failed.facts;
  const { title, trunk } = wordsOf(trail);
  const called = trail.events.filter(voiceBotCalled.is);
  const { why, nextStep } = explain(status, trunk);
  return [
    {
      severity: "bad",
      facts: { status },
      title:
        status === undefined
          ? "The call never reached the voice bot"
          : `The voice bot's side rejected the call: SIP ${status}`,
      cause: `Zoom's flow sent the call to the voice bot, and it had no session with ${title}. ${why}`,
      ...atIntegration(trail, "Guide", nextStep),
      evidence: ids([...called, failed]),
    },
  ];
}

function explain(status: number | undefined, trunk: string): { why: string; nextStep: string } {
  if (status === undefined)
    return {
      why: "Zoom names no SIP status: the connector's domain doesn't resolve, or nothing answered there.",
      nextStep:
        "Compare the connector's domain and number in Zoom with {screen}, and check that the domain resolves.",
    };
  if (status === 403 || status === 401)
    return {
      why: "The voice bot's side refused the call: the trunk has another domain, or Zoom's addresses aren't allowed there.",
      nextStep: `Compare the connector's domain with the one of ${trunk} in {screen}. If they match, ask Zoom for the addresses that it calls from, and allow them there.`,
    };
  if (status === 404 || status === 410 || status === 480 || status === 604)
    return {
      why: "The voice bot's side doesn't have the connector's number, or the number has no flow there.",
      nextStep: `Compare the connector's number with the one of ${trunk} in {screen}, and check that a flow is attached to it.`,
    };
  if (status === 486 || status === 600 || status === 603)
    return {
      why: "The voice bot's side was busy or declined the call. Usually, its limit of concurrent calls has been reached.",
      nextStep: `Compare the concurrent calls that ${trunk} allows with your traffic at this time of day. {screen} has the trunk's other settings.`,
    };
  return {
    why:
      status >= 500
        ? "The voice bot's side had an internal error."
        : "The voice bot's side refused the call.",
    nextStep: `Check whether other calls fail too, then compare ${trunk} with {screen}.`,
  };
}
