import { expect } from "vitest";
import type { FaultRow, FaultTable } from "./fault-table";

type Faults = Pick<FaultTable, "ofOneCall" | "ofTheAccount" | "colored">;

/** What differs between kinds of integration in faults that calls to any vendor can have. */
interface SharedFaultParts {
  /** A contact attribute that the flow stores. */
  attribute: string;
  /** In the name of the function that the flow invokes first. */
  firstFunction: string;
  /** Log sources of which at least these are missing with the functions' log groups. */
  logSources: readonly string[];
  flowName: RegExp;
  transferBlock: string;
  /** Cables of the picture: the transfer, the first function, and the one after the transfer. */
  cables: { transfer: string; firstFunction: string; laterFunction: string };
}

/** Faults that a call to any vendor can have, with what the trail must find. */
export function sharedFaults(parts: SharedFaultParts): Faults {
  const { attribute, firstFunction, logSources, flowName, transferBlock, cables } = parts;
  const functions = { functions: [expect.stringContaining(firstFunction)] };
  return {
    ofOneCall: [
      ["lambda-starts-late", "lambda-time-limit", { limitMs: 8_000, coldStartMs: 7_600 }],
      ["response-over-32kb", "response-too-large", { reason: expect.stringMatching(/^(said|measured)$/) }],
      ["attributes-over-32kb", "attributes-too-large", { names: expect.arrayContaining([attribute]) }],
      ["caller-hangs-up-in-transfer", "caller-hung-up", {}],
      ["flow-not-resumed", "flow-not-resumed", { reason: "call-ended" }],
      ["network-fails", "call-cut-off", { reason: "TELECOM_PROBLEM" }],
      ["error-branch", "flow-error-branch", { blockType: "Transfer" }],
    ],
    ofTheAccount: [
      ["lambda-not-permitted", "lambda-not-allowed", functions],
      ["lambda-not-associated", "lambda-not-allowed", functions],
      ["flow-logging-off-instance", "flow-logging-off", { reason: "instance" }],
      [
        "flow-logging-off-flow",
        "flow-logging-off",
        { reason: "flow", flowName: expect.stringMatching(flowName) },
      ],
      ["dead-end", "flow-dead-end", { block: "set-queue", isChanged: true }],
      [
        "live-flow-changed",
        "flow-changed",
        { changedPaths: [`${transferBlock}.Parameters.ThirdPartyConnectionTimeLimitSeconds`] },
      ],
      ["log-group-missing", "log-group-missing", { sources: expect.arrayContaining(["flow-log"]) }],
      [
        "function-log-group-missing",
        "log-group-missing",
        { sources: expect.arrayContaining([...logSources]) },
      ],
      [
        "source-not-readable",
        "source-not-readable",
        { actions: expect.arrayContaining(["logs:FilterLogEvents"]) },
      ],
    ],
    colored: {
      "lambda-starts-late": `${cables.laterFunction} bad`,
      "response-over-32kb": `${cables.laterFunction} bad`,
      "attributes-over-32kb": `${cables.laterFunction} bad`,
      "caller-hangs-up-in-transfer": "number attention",
      "flow-not-resumed": `${cables.transfer} bad`,
      "network-fails": "number bad",
      "error-branch": "queue attention",
      "lambda-not-permitted": `${cables.firstFunction} bad`,
      "lambda-not-associated": `${cables.firstFunction} bad`,
      "flow-logging-off-instance": undefined,
      "flow-logging-off-flow": undefined,
      "dead-end": "queue bad",
      "live-flow-changed": undefined,
      "log-group-missing": undefined,
      "function-log-group-missing": undefined,
      "source-not-readable": undefined,
    },
  };
}

/** What differs between voice agents behind a connector that post metadata. */
interface ConnectorFaultParts {
  /** The sandbox's names of what can go wrong with the post. */
  names: { late: string; never: string; otherContact: string; wrongToken: string };
  /** The cable from the connector to the voice agent's side. */
  answering: string;
  /** The finding's code when nothing was posted for a call. */
  neverPosted: string;
  /**
   * Whether the voice agent names its session in SIP and in its post, so that a post under another contact ID can be
   * found. Otherwise it looks as if nothing was posted.
   */
  hasSession: boolean;
}

/** Faults of a call that goes out through a voice connector to a voice agent that posts metadata. */
export function connectorFaults({
  names,
  answering,
  neverPosted,
  hasSession,
}: ConnectorFaultParts): Pick<Faults, "ofOneCall" | "colored"> & { refused: FaultRow } {
  return {
    ofOneCall: [
      [names.late, "metadata-late", { seconds: expect.any(Number) }],
      [names.never, neverPosted, { reason: "nothing-came" }],
      hasSession
        ? [names.otherContact, "metadata-elsewhere", { reason: "no-id-of-call" }]
        : [names.otherContact, neverPosted, { reason: "nothing-came" }],
      ["retrieve-times-out", "retrieve-failed", { reason: "timed-out" }],
      ["retrieve-fails", "retrieve-failed", { reason: "broke-off" }],
      ["metadata-expired", "metadata-expired", {}],
      ["sip-refused", "transfer-failed", { reason: "busy", status: 486 }],
      ["sip-timeout", "transfer-failed", { reason: "timed-out" }],
    ],
    refused: [names.wrongToken, "authorizer-denied", { isCertain: true, reason: "token", wasRotated: false }],
    colored: {
      [names.late]: "api bad",
      [names.never]: "api attention",
      [names.otherContact]: hasSession ? "api bad" : "api attention",
      [names.wrongToken]: "api bad",
      "retrieve-times-out": "retrieve bad",
      "retrieve-fails": "retrieve bad",
      "metadata-expired": "retrieve:table bad",
      "sip-refused": `${answering} bad`,
      "sip-timeout": `${answering} bad`,
    },
  };
}
