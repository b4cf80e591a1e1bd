import type { SandboxAccount } from "../state/account";

export interface ControlRequest {
  /** Values of `{name}` parts of the path. */
  labels: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; undefined when there is none. */
  body: unknown;
}
export interface ControlAnswer {
  /** 200 when absent. */
  status?: number;
  body: unknown;
}

/** A route that AWS doesn't have, for the console and tests; it requires the key. */
export interface ControlRoute {
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** "/_sandbox/calls/{contactId}" */
  path: `/_sandbox/${string}`;
  handle(request: ControlRequest, account: SandboxAccount): Promise<ControlAnswer> | ControlAnswer;
}

/** Answered with its status and `{message}`. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
