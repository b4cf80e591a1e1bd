import { eventKind } from "../../event-kind";
import type { FailureKind } from "../../failure-kind";

/** One request to a function. */
export type RequestFacts = {
  functionName: string;
  /** The function has told what came of it, or Lambda has that it is over. */
  isEnded: boolean;
  /** Lambda ended the function: it ran out of time, or its process broke off. */
  stopped?: "timed-out" | "broke-off";
  /** The function's own status: 404. */
  statusCode?: number;
  /** The function's own word for why it gave nothing: "no-context", "AccessDeniedException". */
  reason?: string;
  /** It found what had been stored, and its time to be kept was over. */
  isExpired?: boolean;
  /** What the lines tell it failed by. */
  failures?: readonly FailureKind[];
};

export const functionRan = eventKind<RequestFacts>("lambda-log.request");
/** The authorizer refused a post at the time of the call; it does not learn the contact. */
export const postDenied = eventKind("lambda-log.post-denied");
