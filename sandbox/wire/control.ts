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

/** A route of the sandbox's own, for the console and tests, and for who has the key alone: no AWS has it. */
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
