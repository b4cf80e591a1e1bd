import type { Finding } from "@/lib/trail/event";
import type { IntegrationScreen } from "@/lib/trail/findings/go-to-screen";
import { atStart, type VendorWords } from "@/lib/trail/findings/vendor-words";

export interface SipExplanation extends Pick<Finding, "title" | "cause" | "nextStep"> {
  /** For rules and tests. */
  reason: SipFailure;
  /** Of the integration, where "{screen}" stands in the next step. */
  screen: IntegrationScreen;
}

export type SipFailure =
  | "timed-out"
  | "wants-credentials"
  | "address-refused"
  | "number-unknown"
  | "busy"
  | "media-refused"
  | "far-side-failed"
  | "unknown";

interface Refusal {
  reason: SipFailure;
  statuses: readonly number[];
  cause: string;
  nextStep: (words: VendorWords) => string;
  screen?: IntegrationScreen;
}

/** What a SIP trunk's answers usually come from (RFC 3261 §21). */
const refusals: readonly Refusal[] = [
  {
    reason: "wants-credentials",
    statuses: [401, 407],
    cause:
      "The far side asks for a user name and password, which the voice connector does not send for this route.",
    nextStep: ({ trunk }) => `Let ${trunk} take calls by address, without credentials.`,
  },
  {
    reason: "address-refused",
    statuses: [403],
    cause: "The far side does not allow the voice connector's address.",
    nextStep: ({ trunk }) =>
      `Add the voice connector's address ranges for this region to the allowlist of ${trunk}; {screen} lists them.`,
    screen: "Guide",
  },
  {
    reason: "number-unknown",
    statuses: [404, 410, 484, 604],
    cause: "Nobody on the far side has the number that the call was sent to.",
    nextStep: ({ trunk }) =>
      `Compare the DID number in {screen} with that of ${trunk}: the flow sends the call to this number.`,
    screen: "Guide",
  },
  {
    reason: "busy",
    statuses: [486, 600, 603],
    cause: "The far side was busy or declined the call: as a rule its limit of calls at once is reached.",
    nextStep: ({ title }) =>
      `Ask ${title} how many calls the trunk takes at once, and compare it with this time of day.`,
  },
  {
    reason: "media-refused",
    statuses: [415, 488, 606],
    cause: "The two sides do not agree on encryption or a codec.",
    nextStep: ({ trunk }) =>
      `See that the voice connector's encryption and its route's protocol in {screen} fit ${trunk}: TLS with SRTP on both sides, or neither.`,
  },
];

function compareRoute({ farSide, trunk }: VendorWords): string {
  return `Compare the connector's host, port and protocol in {screen} with those of ${farSide}, the DID number with the one in ${trunk}, and see that its allowlist holds the voice connector's address ranges.`;
}

/** Why a call did not get through the voice connector. `words` are the flow log's own. */
export function explainSipStatus(
  vendor: VendorWords,
  status: number | undefined,
  timedOut: boolean,
  words: string,
): SipExplanation {
  if (timedOut || (status !== undefined && [408, 480, 487, 504].includes(status))) {
    return {
      reason: "timed-out",
      title: "The voice agent did not answer in time",
      cause: `${atStart(vendor.farSide)} did not take the call within the transfer block's time limit${status === undefined ? "" : ` (SIP ${status})`}.`,
      nextStep: compareRoute(vendor),
      screen: "Settings",
    };
  }
  const title =
    status === undefined
      ? "The call never reached the voice agent"
      : `The voice agent's side refused the call: SIP ${status}`;
  const refusal = refusals.find(({ statuses }) => status !== undefined && statuses.includes(status));
  if (refusal) {
    const { reason, cause, nextStep, screen = "Settings" } = refusal;
    return { reason, title, cause, nextStep: nextStep(vendor), screen };
  }
  if (status !== undefined && status >= 500) {
    return {
      reason: "far-side-failed",
      title,
      cause: `${atStart(vendor.farSide)} had a fault of its own, or the connector found nobody at the host.`,
      nextStep: `See whether other calls fail as well; then ask ${vendor.title}. ${compareRoute(vendor)}`,
      screen: "Settings",
    };
  }
  return {
    reason: "unknown",
    title,
    cause: `The transfer through the voice connector failed${words ? `: ${words}` : "."}`,
    nextStep: compareRoute(vendor),
    screen: "Settings",
  };
}
