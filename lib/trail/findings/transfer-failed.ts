import { eventsOf, type FindingRule, ids } from "@/lib/trail/findings/finding-rule";

/** The voice connector did not bring the call to the voice agent. */
export const transferFailed: FindingRule = (trail) => {
  const failed = eventsOf(trail, "flow-log", "sip").filter((event) => event.severity === "bad");
  const [first] = failed;
  if (!first) return [];
  const words = first.detail ?? "";
  const timedOut = /TimeLimitExceeded/i.test(words);
  return [
    {
      code: "transfer-failed",
      severity: "bad",
      title: timedOut ? "The voice agent did not answer in time" : "The call never reached the voice agent",
      cause: timedOut
        ? "Kore's Voice Gateway did not take the call within the transfer block's time limit."
        : `The transfer through the voice connector failed${words ? `: ${words}` : "."}`,
      nextStep:
        "Compare the connector's host, port and protocol with the Voice Gateway region, the DID number with the one in Kore's SIP trunk, and see that Kore's allowlist holds the voice connector's address ranges.",
      evidence: ids(failed),
    },
  ];
};
