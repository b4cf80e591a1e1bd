import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, isFound, unclaimed } from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { atIntegration, type IntegrationScreen } from "@/lib/trail/findings/go-to-screen";
import { asappNumberExpired } from "./asapp-number-expired";
import { type LoggedAnswer, loggedAnswer } from "./logged-answer";

interface Explanation {
  /** For tests and whoever counts. */
  reason: string;
  /** By what a failed event tells of its function, and of ASAPP's answer to it. */
  fits: (facts: ReturnType<typeof functionFacts> & LoggedAnswer) => boolean;
  title: string;
  cause: string;
  nextStep: string;
  /** Of the integration, where "{screen}" stands in the next step. */
  screen?: IntegrationScreen;
}

const outage =
  "Check whether other calls fail too, and contact ASAPP. In the meantime, you can turn on the bypass in {screen} so that callers skip GenerativeAgent.";
const checkHost =
  "In Patchbay, under Connections, check that the ASAPP account's host is the one that ASAPP gave you. Then, in {screen}, choose “Plan changes” and deploy.";

/** The first request and two retries: three seconds at least. */
const triesBeyondPeak = 3;

/** The likeliest cause first; the last one fits everything. */
const explanations: readonly [...Explanation[], Explanation] = [
  {
    reason: "not-accepted",
    fits: ({ reason }) => isOneOf(reason, "unauthorized", "forbidden"),
    title: "ASAPP rejects the functions' credentials",
    cause:
      "ASAPP doesn't accept the API ID and secret that the functions were deployed with, or doesn't allow them to transfer calls.",
    nextStep:
      "In Patchbay, open Connections, test the ASAPP account, and correct it. Then, in {screen}, choose “Plan changes” and deploy, because the functions have their own copy.",
    screen: "",
  },
  {
    reason: "daily-limit",
    // With pauses between them: a peak is over by then.
    fits: ({ reason, attempts = 1 }) => reason === "rate-limited" && attempts >= triesBeyondPeak,
    title: "ASAPP's daily limit is probably used up",
    cause:
      "ASAPP limited the requests of this account, and refused the function's retries some seconds later, too. A peak would have been over by then.",
    nextStep:
      "Retrying doesn't help today: once the daily limit is reached, ASAPP refuses every request until 00:00 UTC. Turn on the bypass in {screen} so that callers skip GenerativeAgent, and ask ASAPP for a higher limit.",
    screen: "",
  },
  {
    reason: "rate-limited",
    fits: ({ reason }) => reason === "rate-limited",
    title: "ASAPP's rate limit was exceeded",
    cause: "ASAPP limited the requests of this account at the time of the call.",
    nextStep:
      "If this happens at busy times, ask ASAPP for a higher limit. If every call fails from now on, the daily limit is used up, and retrying doesn't help before 00:00 UTC.",
  },
  {
    reason: "no-host",
    fits: ({ reason }) => isOneOf(reason, "host-inward", "host-not-allowed", "not-configured"),
    title: "The functions' ASAPP settings are wrong",
    cause: "The functions' ASAPP settings are missing, or contain a host that isn't allowed.",
    nextStep: checkHost,
    screen: "",
  },
  {
    reason: "no-good-answer",
    fits: ({ reason }) => isOneOf(reason, "timeout", "unavailable", "unreachable", "malformed"),
    title: "ASAPP didn't respond correctly",
    cause: "ASAPP was down, slow, or unreachable at the time of the call.",
    nextStep: outage,
    screen: "",
  },
  {
    reason: "timed-out",
    fits: ({ stopped }) => stopped === "timed-out",
    title: "A transfer function timed out",
    cause: "Lambda stopped the function before it finished. ASAPP or the network was slow.",
    nextStep:
      "Check whether other calls fail too, and contact ASAPP. If the function needs more time, raise its timeout in {screen} and deploy.",
    screen: "Settings",
  },
  {
    reason: "broke-off",
    fits: ({ stopped }) => stopped === "broke-off",
    title: "A transfer function crashed",
    cause: "The function's process ended unexpectedly.",
    nextStep:
      "Read the function's last log lines in this trail. Then, in {screen}, choose “Plan changes”: the plan shows whether its code or memory was changed outside Patchbay.",
    screen: "",
  },
  {
    reason: "refused",
    fits: ({ statusCode = 0 }) => statusCode >= 400 && statusCode < 500,
    screen: "Settings",
    title: "ASAPP rejected the request",
    cause: "ASAPP doesn't accept what the function sent, for example an unknown task, country, or variable.",
    nextStep: "Compare the task's name and the variables in {screen} with those in ASAPP.",
  },
  {
    reason: "no-good-answer",
    fits: ({ statusCode = 0 }) => statusCode >= 500 && statusCode < 600,
    title: "ASAPP didn't respond correctly",
    cause: "ASAPP had an internal error at the time of the call.",
    nextStep: outage,
    screen: "",
  },
  {
    reason: "unknown",
    fits: () => true,
    title: "The transfer to GenerativeAgent failed",
    cause: "A function failed, or ASAPP returned a response that the flow can't use.",
    nextStep:
      "Read the functions' log lines in this trail. Then, in {screen}, choose “Plan changes”: the plan shows whether something was changed outside Patchbay.",
    screen: "",
  },
];

/** GenerativeAgent could not be reached, or what it did could not be told to the flow. */
export const asappFailed = defineFinding({ code: "asapp-failed", name: "ASAPP failed", find });

function find(trail: Trail): FoundTrouble[] {
  if (isFound(trail, asappNumberExpired)) return [];
  const failed = unclaimed(
    trail,
    trail.events.filter((event) => event.hop === "asapp" && event.severity === "bad"),
  );
  const explained = explanations.find(({ fits }) =>
    failed.some((event) => fits({ ...functionFacts(event), ...loggedAnswer(event) })),
  );
  if (failed.length === 0 || !explained) return [];
  const { reason, title, cause, screen } = explained;
  const asappRequestId = failed.map((event) => loggedAnswer(event).asappRequestId).find(Boolean);
  const nextStep = asappRequestId
    ? `${explained.nextStep} ASAPP's support asks for the request ID ${asappRequestId}.`
    : explained.nextStep;
  const status = failed
    .map((event) => functionFacts(event).statusCode)
    .find((one = 0) => one >= 400 && one < 600);
  return [
    {
      severity: "bad",
      facts: {
        reason,
        ...(status !== undefined && { status }),
        ...(asappRequestId && { asappRequestId }),
      },
      title,
      cause: status === undefined ? cause : `${cause} It returned ${status}.`,
      ...(screen === undefined
        ? { nextStep, needs: "elsewhere" as const }
        : atIntegration(trail, screen, nextStep)),
      evidence: ids(failed),
    },
  ];
}

function isOneOf(reason: string | undefined, ...wanted: string[]): boolean {
  return reason !== undefined && wanted.includes(reason);
}
