import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { SandboxAccount } from "../state/account";
import { type ChosenService, chooseService, type ServiceEntry } from "./choose-service";
import { deniedSentence } from "./denied-sentence";
import { takeFault } from "./faults";
import { latencyOf } from "./latency";
import { readQueryInput, writeQueryAnswer } from "./query-protocol";
import { readStructure, requireMembers, ShapeError } from "./read-value";
import { parseJson, readRestInput, writeRestAnswer } from "./rest-protocol";
import { matchRoute, readRoutes } from "./rest-routes";
import {
  type Identity,
  type NeededPermission,
  type RequestContext,
  type SandboxService,
  ServiceError,
  type WireAnswer,
} from "./service";
import { type OperationModel, readServiceModel, type ServiceModel } from "./service-model";
import {
  isSignedWith,
  maxSkewMs,
  readSignature,
  type Signature,
  type SignedRequest,
} from "./verify-signature";
import { commonError, writeError } from "./wire-errors";
import { writeValue } from "./write-value";

export interface Credential {
  /** The account of the keys, in which the request is answered. */
  account: SandboxAccount;
  secretAccessKey: string;
  /** Temporary keys are valid only together with their token, until they expire. */
  sessionToken?: string;
  expiresAtMilliseconds?: number;
  identity: Identity;
}

export interface Desk {
  findCredential(accessKeyId: string): Credential | undefined;
  /** undefined when allowed, else AWS's sentence. */
  refuse(account: SandboxAccount, identity: Identity, needed: NeededPermission): string | undefined;
  /** Permissions that the operation needs besides its own, and the service's error without them. */
  dependents(
    account: SandboxAccount,
    service: string,
    operation: string,
    input: Record<string, unknown>,
  ): Dependents | undefined;
  /** By the name in signatures: two services can have the same, with other paths. */
  models: Map<string, ServiceEntry[]>;
}

export interface Dependents {
  needed: NeededPermission[];
  refuse?(): ServiceError;
}

export function openDesk(
  services: readonly SandboxService[],
  parts: Pick<Desk, "findCredential" | "refuse" | "dependents">,
): Desk {
  const models: Desk["models"] = new Map();
  for (const service of services) {
    const model = readServiceModel(service);
    const entry = { model, routes: readRoutes(model.operations.values()) };
    models.set(service.name, [...(models.get(service.name) ?? []), entry]);
  }
  return { ...parts, models };
}

/** One request to the AWS API, from its signature to its answer. Never throws. */
export async function answerRequest(desk: Desk, request: SignedRequest): Promise<WireAnswer> {
  const requestId = randomUUID();
  const signature = readSignature(request.headers);
  const chosen = signature && chooseService(desk.models.get(signature.scope.service), request);
  const model = chosen?.entry.model;
  let answer: WireAnswer;
  try {
    if (!signature) throw commonError(undefined, "missing-token", "Missing Authentication Token");
    const credential = authenticate(desk, model, signature, request);
    if (!chosen) throw noSuchService(signature.scope.service);
    answer = await perform(desk, chosen, findOperation(chosen, request), request, credential, requestId);
  } catch (error) {
    answer = writeError(model, asServiceError(model, error), requestId);
  }
  answer.headers["x-amzn-requestid"] = requestId;
  return answer;
}

function noSuchService(name: string): ServiceError {
  return new ServiceError("UnknownOperationException", `The sandbox has no service '${name}'.`, {}, 404);
}

function asServiceError(model: ServiceModel | undefined, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof ShapeError) return commonError(model, error.kind, error.message);
  // An error of the sandbox itself: it must be visible, and must not stop other requests.
  console.error(error);
  return commonError(model, "internal", "The sandbox had an unexpected error. See its log.");
}

function authenticate(
  desk: Desk,
  model: ServiceModel | undefined,
  signature: Signature,
  request: SignedRequest,
): Credential {
  const { scope } = signature;
  const credential = desk.findCredential(scope.accessKeyId);
  if (!credential)
    throw commonError(model, "unknown-key", "The security token included in the request is invalid.");
  const { account } = credential;
  const now = account.clock.now();
  if ((credential.sessionToken ?? undefined) !== request.headers["x-amz-security-token"])
    throw commonError(model, "unknown-key", "The security token included in the request is invalid.");
  if (credential.expiresAtMilliseconds !== undefined && credential.expiresAtMilliseconds <= now)
    throw commonError(model, "expired-token", "The security token included in the request is expired");
  // Clients sign by the machine's clock, wherever a test has moved the account's.
  const signedBy = account.wallClock.now();
  if (Math.abs(signedBy - signature.signedAtMilliseconds) > maxSkewMs)
    throw commonError(model, "bad-signature", skewMessage(signature, signedBy));
  if (!isSignedWith(credential.secretAccessKey, signature, request))
    throw commonError(
      model,
      "bad-signature",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  if (scope.region !== account.region)
    throw commonError(
      model,
      "bad-signature",
      `Credential should be scoped to a valid region, not '${scope.region}'. `,
    );
  return credential;
}

function skewMessage({ amzDate, signedAtMilliseconds }: Signature, now: number): string {
  const limit = new Date(now + (signedAtMilliseconds < now ? -1 : 1) * maxSkewMs);
  const written = limit.toISOString().replace(/[-:]|\.\d{3}/g, "");
  return signedAtMilliseconds < now
    ? `Signature expired: ${amzDate} is now earlier than ${written}`
    : `Signature not yet current: ${amzDate} is still later than ${written}`;
}

interface FoundOperation {
  operation: OperationModel;
  read(): Record<string, unknown>;
}

function findOperation({ entry, rawPath }: ChosenService, request: SignedRequest): FoundOperation {
  const { model, routes } = entry;
  const { protocol, operations } = model;
  switch (protocol.kind) {
    case "rest-json": {
      const query = new URLSearchParams(request.rawQuery);
      const match = matchRoute(routes, request.method, rawPath, query);
      if (!match)
        throw commonError(
          model,
          "unknown-operation",
          `Unable to determine service/operation name: ${request.method} ${request.rawPath}`,
        );
      const { headers, body } = request;
      return {
        operation: match.operation,
        read: () => readRestInput(match.operation, { labels: match.labels, query, headers, body }),
      };
    }
    case "json": {
      const [prefix, name = ""] = (request.headers["x-amz-target"] ?? "").split(".");
      const operation = prefix === protocol.target ? operations.get(name) : undefined;
      if (!operation) throw commonError(model, "unknown-operation", `Unknown target: ${prefix}.${name}`);
      return {
        operation,
        read: () => {
          if (!operation.input.isStructSchema()) return {};
          const input = readStructure(operation.input, parseJson(request.body), "", { useJsonNames: false });
          requireMembers(operation.input, input);
          return input;
        },
      };
    }
    case "query": {
      const form = new URLSearchParams(request.body.toString("utf8"));
      const action = form.get("Action") ?? "";
      const operation = form.get("Version") === protocol.version ? operations.get(action) : undefined;
      if (!operation)
        throw commonError(
          model,
          "unknown-operation",
          `Could not find operation ${action} for version ${form.get("Version")}`,
        );
      return { operation, read: () => readQueryInput(operation, form) };
    }
  }
}

async function perform(
  desk: Desk,
  { entry: { model }, endpoint }: ChosenService,
  { operation, read }: FoundOperation,
  request: SignedRequest,
  { account, identity }: Credential,
  requestId: string,
): Promise<WireAnswer> {
  const { service } = model;
  const { accountId, region, clock, state } = account;
  const context: RequestContext = {
    account,
    state,
    accountId,
    region,
    clock,
    identity,
    operation: operation.name,
    requestId,
    endpoint,
  };
  const latency = latencyOf(account, service.name, operation.name);
  if (latency > 0) await wait(latency);
  const fault = takeFault(account, service.name, operation.name, request.body);
  if (fault?.kind === "latency") await wait(fault.milliseconds ?? 1000);
  if (fault?.kind === "throttle") throw commonError(model, "throttled", fault.message ?? "Rate exceeded");
  if (fault?.kind === "error")
    throw new ServiceError(
      fault.code ?? "InternalServiceError",
      fault.message ?? "An internal error occurred.",
      {},
      fault.status ?? 500,
    );
  if (fault?.kind === "malformed")
    return { status: 200, headers: { "content-type": "text/html" }, body: "<html><body>Bad Gateway" };
  const input = read();
  for (const needed of neededPermissions(service, operation.name, input, context)) {
    const sentence =
      fault?.kind === "deny"
        ? deniedSentence(identity, needed, "because no identity-based policy allows the")
        : desk.refuse(account, identity, needed);
    if (sentence) throw commonError(model, "access-denied", sentence);
  }
  const dependents = desk.dependents(account, service.name, operation.name, input);
  for (const needed of dependents?.needed ?? []) {
    const sentence = desk.refuse(account, identity, needed);
    if (sentence) throw dependents?.refuse?.() ?? commonError(model, "access-denied", sentence);
  }
  const handler = service.handlers[operation.name];
  if (!handler && service.forward) return service.forward(request.body, context);
  if (!handler)
    throw commonError(model, "not-built", `The sandbox doesn't support ${service.name}:${operation.name}.`);
  const answer = await handler(input, context);
  return writeAnswer(model, operation, answer, requestId);
}

function neededPermissions(
  service: SandboxService,
  operation: string,
  input: Record<string, unknown>,
  context: RequestContext,
): NeededPermission[] {
  return (
    service.permissions?.(operation, input, context) ?? [
      { action: `${service.actionPrefix ?? service.name}:${operation}` },
    ]
  );
}

function writeAnswer(
  model: ServiceModel,
  operation: OperationModel,
  answer: object,
  requestId: string,
): WireAnswer {
  const { protocol } = model;
  switch (protocol.kind) {
    case "rest-json":
      return writeRestAnswer(operation, answer);
    case "json": {
      const body = operation.output.isStructSchema()
        ? writeValue(operation.output, answer, { useJsonNames: false })
        : {};
      return {
        status: 200,
        headers: { "content-type": `application/x-amz-json-${protocol.version}` },
        body: JSON.stringify(body),
      };
    }
    case "query":
      return {
        status: 200,
        headers: { "content-type": "text/xml" },
        body: writeQueryAnswer(protocol, operation, answer, requestId),
      };
  }
}
