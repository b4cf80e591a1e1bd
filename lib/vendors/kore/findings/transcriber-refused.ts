import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { atIntegration, type IntegrationScreen } from "@/lib/trail/findings/go-to-screen";
import type { Transcription } from "../trail/agent-ai/transcription";
import { evidenceOf, lastTranscription } from "./agent-ai-trail";

interface Explanation {
  reason: string;
  fits(transcription: Transcription): boolean;
  cause: string;
  nextStep: string;
  screen?: IntegrationScreen;
}

const between =
  (from: number, to: number) =>
  ({ status = 0 }: Transcription) =>
    status >= from && status <= to;
const oneOf =
  (...words: string[]) =>
  ({ reason = "" }: Transcription) =>
    words.includes(reason);
const checkAddress =
  "In {screen}, check the transcriber's address against the one that Kore gave you. Save the settings, choose “Plan changes”, and deploy.";

/** The likeliest cause first; the last one fits everything. */
const explanations: readonly [...Explanation[], Explanation] = [
  {
    reason: "settings",
    fits: oneOf("host-inward", "host-not-allowed", "not-configured", "parameters-incomplete"),
    cause:
      "The function's settings or the flow's parameters are missing, or lead to a host that isn't allowed. Nothing was sent.",
    nextStep:
      "In {screen}, check Agent AI's addresses, SIP URI, and account ID. Save the settings, choose “Plan changes”, and deploy.",
    screen: "Settings",
  },
  {
    reason: "credentials",
    fits: ({ status }) => status === 401 || status === 403,
    cause: "Agent AI's transcriber doesn't accept the tokens that are signed with the client ID and secret.",
    nextStep:
      "In Patchbay, open Connections, test the Kore bot, and correct its client ID and secret. Then, in {screen}, choose “Plan changes” and deploy, because the functions have their own copy. If the JWT app in Kore requires encrypted tokens (JWE), turn that off.",
    screen: "",
  },
  {
    reason: "not-found",
    fits: ({ status }) => status === 404 || status === 405,
    cause: "There is no transcriber at the address that the function posts to.",
    nextStep: checkAddress,
    screen: "Settings",
  },
  {
    reason: "redirect",
    fits: between(300, 399),
    cause:
      "The address redirects. The function doesn't follow it, because it would take the credentials elsewhere.",
    nextStep: checkAddress,
    screen: "Settings",
  },
  {
    reason: "limit",
    fits: ({ status }) => status === 429,
    cause: "Agent AI limited the requests of this account at the time of the call.",
    nextStep: "If this happens at busy times, ask Kore for a higher limit.",
  },
  {
    reason: "request",
    fits: between(400, 499),
    cause:
      "Agent AI's transcriber doesn't accept what the function sent, for example the language or the SIP URI.",
    nextStep: "In {screen}, compare the language, SIP URI, and account ID with those in Agent AI.",
    screen: "Settings",
  },
  {
    reason: "vendor",
    fits: (transcription) =>
      between(500, 599)(transcription) || oneOf("unreachable", "too-large")(transcription),
    cause: "Agent AI's transcriber had an error of its own, or couldn't be reached.",
    nextStep: "Check whether other calls fail too, and contact Kore. Calls go on to agents without Agent AI.",
  },
  {
    reason: "unknown",
    fits: () => true,
    cause: "Agent AI's transcriber didn't start.",
    nextStep:
      "Read the function's log line in this trail. Then, in {screen}, choose “Plan changes”: the plan shows whether something was changed outside Patchbay.",
    screen: "",
  },
];

/** Agent AI answered that it won't transcribe the call, or couldn't be asked. */
export const transcriberRefused = defineFinding({
  code: "agentai-transcriber-refused",
  name: "Transcriber refused the call",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const last = lastTranscription(trail);
  const explained = last && explanations.find(({ fits }) => fits(last));
  if (last?.result !== "TranscriberRefused" || !explained) return [];
  const { reason, cause, nextStep, screen } = explained;
  const { status } = last;
  return [
    {
      severity: "bad",
      facts: { reason, ...(status !== undefined && { status }) },
      title: "Agent AI refused to transcribe the call",
      cause: status === undefined ? cause : `${cause} It returned ${status}.`,
      ...(screen === undefined
        ? { nextStep, needs: "elsewhere" as const }
        : atIntegration(trail, screen, nextStep)),
      evidence: evidenceOf(trail),
    },
  ];
}
