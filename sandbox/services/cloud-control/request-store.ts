import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { ServiceError } from "../../wire/service";

export interface ResourceRequest {
  token: string;
  operation: "CREATE" | "UPDATE" | "DELETE";
  typeName: string;
  identifier: string | undefined;
  /** Absent when it succeeds. */
  failure: { code: string; message: string } | undefined;
  requestedAt: number;
  settlesAt: number;
  clientToken: string | undefined;
  /** What was asked for: the same client token can't be used for anything else. */
  asked: string;
}

export interface CloudControlState {
  requests: ResourceRequest[];
  /** How long a request is in progress. */
  requestMilliseconds: number;
}

const hour = 3_600_000;
const clientTokenMilliseconds = 36 * hour;
const keptMilliseconds = 7 * 24 * hour;
const maxRequests = 1_000;

export function cloudControlState(account: SandboxAccount): StateFile<CloudControlState> {
  return account.state.service("cloud-control", () => ({ requests: [], requestMilliseconds: 200 }));
}

/** The request that the same client token made earlier; an error when it asked for something else. */
export function earlierRequest(
  account: SandboxAccount,
  clientToken: string | undefined,
  asked: string,
): ResourceRequest | undefined {
  if (clientToken === undefined) return undefined;
  if (!/^[-A-Za-z0-9+/=]{1,128}$/.test(clientToken))
    throw new ServiceError("ValidationException", "ClientToken has an invalid form.", {}, 400);
  const now = account.clock.now();
  const earlier = cloudControlState(account).data.requests.find(
    (one) => one.clientToken === clientToken && now - one.requestedAt < clientTokenMilliseconds,
  );
  if (earlier && earlier.asked !== asked)
    throw new ServiceError("ClientTokenConflictException", "The client token was used for another request.");
  return earlier;
}

/** Refuses a change of a resource while an earlier one is in progress. */
export function checkIdle(account: SandboxAccount, identifier: string): void {
  const now = account.clock.now();
  const busy = cloudControlState(account).data.requests.some(
    (one) => one.identifier === identifier && one.failure === undefined && one.settlesAt > now,
  );
  if (busy)
    throw new ServiceError(
      "ConcurrentOperationException",
      `Another request for ${identifier} is in progress.`,
    );
}

export function addRequest(
  account: SandboxAccount,
  given: Omit<ResourceRequest, "token" | "requestedAt" | "settlesAt">,
): ResourceRequest {
  const file = cloudControlState(account);
  const now = account.clock.now();
  const request: ResourceRequest = {
    ...given,
    token: randomUUID(),
    requestedAt: now,
    settlesAt: now + file.data.requestMilliseconds,
  };
  file.data.requests = [...file.data.requests, request].slice(-maxRequests);
  file.save();
  return request;
}

export function requestOf(account: SandboxAccount, token: string): ResourceRequest {
  const now = account.clock.now();
  const request = cloudControlState(account).data.requests.find(
    (one) => one.token === token && now - one.requestedAt < keptMilliseconds,
  );
  if (!request)
    throw new ServiceError("RequestTokenNotFoundException", `Request with token ${token} was not found.`);
  return request;
}

/** The request as it is now. */
export function progressOf(account: SandboxAccount, request: ResourceRequest) {
  const isSettled = account.clock.now() >= request.settlesAt;
  const failure = isSettled ? request.failure : undefined;
  return {
    TypeName: request.typeName,
    Identifier: isSettled || request.operation !== "CREATE" ? request.identifier : undefined,
    RequestToken: request.token,
    Operation: request.operation,
    OperationStatus: isSettled ? (failure ? "FAILED" : "SUCCESS") : "IN_PROGRESS",
    EventTime: isSettled ? request.settlesAt : request.requestedAt,
    ErrorCode: failure?.code,
    StatusMessage: failure?.message,
  };
}
