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
      "The voice agent's side requires a user name and password, which the voice connector doesn't send for this route.",
    nextStep: ({ trunk }) => `Set ${trunk} to accept calls by IP address, without credentials.`,
  },
  {
    reason: "address-refused",
    statuses: [403],
    cause: "The voice agent's side doesn't allow the voice connector's IP address.",
    nextStep: ({ trunk }) =>
      `Add the voice connector's IP ranges for this region to the allowlist of ${trunk}. {screen} lists them.`,
    screen: "Guide",
  },
  {
    reason: "number-unknown",
    statuses: [404, 410, 484, 604],
    cause: "The voice agent's side doesn't have the number that the call was sent to.",
    nextStep: ({ trunk }) =>
      `Check that the DID number in {screen} matches that of ${trunk}. The flow sends the call to this number.`,
    screen: "Guide",
  },
  {
    reason: "busy",
    statuses: [486, 600, 603],
    cause:
      "The voice agent's side was busy or declined the call. Usually, its limit of concurrent calls has been reached.",
    nextStep: ({ title }) =>
      `Ask ${title} how many concurrent calls the trunk allows, and compare that with your traffic at this time of day.`,
  },
  {
    reason: "media-refused",
    statuses: [415, 488, 606],
    cause: "The two sides don't agree on encryption or a codec.",
    nextStep: ({ trunk }) =>
      `Check that the voice connector's encryption and its route's protocol in {screen} match ${trunk}: TLS with SRTP on both sides, or neither.`,
  },
];

function compareRoute({ farSide, trunk }: VendorWords): string {
  return `Check three things: that the connector's host, port, and protocol in {screen} match ${farSide}, that the DID number matches the one in ${trunk}, and that its allowlist contains the voice connector's IP ranges.`;
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
      title: "The voice agent didn't answer in time",
      cause: `${atStart(vendor.farSide)} didn't answer the call within the transfer block's timeout${status === undefined ? "" : ` (SIP ${status})`}.`,
      nextStep: compareRoute(vendor),
      screen: "Settings",
    };
  }
  const title =
    status === undefined
      ? "The call never reached the voice agent"
      : `The voice agent's side rejected the call: SIP ${status}`;
  const refusal = refusals.find(({ statuses }) => status !== undefined && statuses.includes(status));
  if (refusal) {
    const { reason, cause, nextStep, screen = "Settings" } = refusal;
    return { reason, title, cause, nextStep: nextStep(vendor), screen };
  }
  if (status !== undefined && status >= 500) {
    return {
      reason: "far-side-failed",
      title,
      cause: `${atStart(vendor.farSide)} had an internal error, or the connector couldn't reach the host.`,
      nextStep: `Check whether other calls fail too, then contact ${vendor.title}. ${compareRoute(vendor)}`,
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
