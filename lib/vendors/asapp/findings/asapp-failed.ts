import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, isFound, unclaimed } from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { atIntegration, type IntegrationScreen } from "@/lib/trail/findings/go-to-screen";
import { asappNumberExpired } from "./asapp-number-expired";

interface Explanation {
  /** For tests and whoever counts. */
  reason: string;
  /** By what a failed event tells of its function. */
  fits: (facts: ReturnType<typeof functionFacts>) => boolean;
  title: string;
  cause: string;
  nextStep: string;
  /** Of the integration, where "{screen}" stands in the next step. */
  screen?: IntegrationScreen;
}

const outage =
  "See whether other calls fail as well, and ask ASAPP; until then the bypass in {screen} sends callers past GenerativeAgent.";
const checkHost =
  "In Patchbay compare under Connections the host of the ASAPP account with the one that ASAPP gave you; then in {screen} choose “Plan changes” and deploy.";

/** The likeliest cause first; the last one fits everything. */
const explanations: readonly [...Explanation[], Explanation] = [
  {
    reason: "not-accepted",
    fits: ({ reason }) => isOneOf(reason, "unauthorized", "forbidden"),
    title: "ASAPP refuses the functions",
    cause:
      "ASAPP does not accept the API id and secret that the functions were deployed with, or they may not transfer calls.",
    nextStep:
      "In Patchbay open Connections, test the ASAPP account and correct it; then in {screen} choose “Plan changes” and deploy: the functions hold their own copy.",
    screen: "",
  },
  {
    reason: "rate-limited",
    fits: ({ reason }) => reason === "rate-limited",
    title: "ASAPP was asked too often",
    cause: "ASAPP limited the requests of this account at the time of the call.",
    nextStep: "Ask ASAPP for a higher limit when this happens at busy times.",
  },
  {
    reason: "no-host",
    fits: ({ reason }) => isOneOf(reason, "host-inward", "host-not-allowed", "not-configured"),
    title: "The functions do not know where ASAPP is",
    cause: "The functions' ASAPP settings are missing, or name a host that they must not speak to.",
    nextStep: checkHost,
    screen: "",
  },
  {
    reason: "no-good-answer",
    fits: ({ reason }) => isOneOf(reason, "timeout", "unavailable", "unreachable", "malformed"),
    title: "ASAPP did not answer as it should",
    cause: "ASAPP was down, slow or unreachable at the time of the call.",
    nextStep: outage,
    screen: "",
  },
  {
    reason: "timed-out",
    fits: ({ stopped }) => stopped === "timed-out",
    title: "A function of the transfer ran out of time",
    cause: "Lambda ended the function before it was done: ASAPP or the network was slow.",
    nextStep:
      "See whether other calls fail as well, and ask ASAPP. A function that needs longer gets it by its time limit in {screen}, and a deployment.",
    screen: "Settings",
  },
  {
    reason: "broke-off",
    fits: ({ stopped }) => stopped === "broke-off",
    title: "A function of the transfer broke off",
    cause: "The function's process ended in the middle of its work.",
    nextStep:
      "Read in the function's own lines in this trail what it did last; then in {screen} choose “Plan changes”: the plan shows whether its code or memory was changed by hand.",
    screen: "",
  },
  {
    reason: "refused",
    fits: ({ statusCode = 0 }) => statusCode >= 400 && statusCode < 500,
    screen: "Settings",
    title: "ASAPP refused the request",
    cause:
      "ASAPP does not take what the function sent: a task, a country or a variable that it does not know.",
    nextStep:
      "Compare the task's name and the variables in {screen} with those in ASAPP; ASAPP's request id is in the function's own line.",
  },
  {
    reason: "no-good-answer",
    fits: ({ statusCode = 0 }) => statusCode >= 500 && statusCode < 600,
    title: "ASAPP did not answer as it should",
    cause: "ASAPP had a fault of its own at the time of the call.",
    nextStep: outage,
    screen: "",
  },
  {
    reason: "unknown",
    fits: () => true,
    title: "The transfer to GenerativeAgent failed",
    cause: "A function failed, or ASAPP gave an answer that the flow cannot use.",
    nextStep:
      "Read the functions' own lines in this trail; then in {screen} choose “Plan changes”: the plan shows whether something was changed by hand.",
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
  const explained = explanations.find(({ fits }) => failed.some((event) => fits(functionFacts(event))));
  if (failed.length === 0 || !explained) return [];
  const { reason, title, cause, nextStep, screen } = explained;
  const status = failed
    .map((event) => functionFacts(event).statusCode)
    .find((one = 0) => one >= 400 && one < 600);
  return [
    {
      severity: "bad",
      facts: { reason, ...(status !== undefined && { status }) },
      title,
      cause: status === undefined ? cause : `${cause} It answered ${status}.`,
      ...(screen === undefined ? { nextStep } : atIntegration(trail, screen, nextStep)),
      evidence: ids(failed),
    },
  ];
}

function isOneOf(reason: string | undefined, ...wanted: string[]): boolean {
  return reason !== undefined && wanted.includes(reason);
}
