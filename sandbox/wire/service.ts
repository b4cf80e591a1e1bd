import type { Clock, SandboxAccount } from "../state/account";
import type { AccountState } from "../state/account-state";

/** Who signed the request. */
export interface Identity {
  accessKeyId: string;
  /** `arn:aws:iam::…:user/…` or `arn:aws:sts::…:assumed-role/role/session`. */
  arn: string;
  userId: string;
  /** What limits this identity; `undefined` for the main user, who is allowed everything. */
  limitedTo?: { kind: "user" | "role"; name: string; sessionPolicy?: string | undefined };
}

export interface ServiceContext {
  account: SandboxAccount;
  state: AccountState;
  accountId: string;
  region: string;
  identity: Identity;
  clock: Clock;
}

export interface RequestContext extends ServiceContext {
  operation: string;
  requestId: string;
  /** Which of the service's data endpoints was called; undefined at the service's own address. */
  endpoint: string | undefined;
}

/**
 * Answers one operation. The input is already read and validated by the operation's schema: timestamps are
 * Dates, blobs Uint8Arrays, required members are present. The answer is written by the output schema, which also
 * accepts a number of milliseconds for a timestamp; members that the schema doesn't have are dropped.
 * (Declared as a method so that a handler may name the SDK's own input type.)
 */
export type Handler = {
  handle(input: object, context: RequestContext): Promise<object> | object;
}["handle"];

/** An SDK input type as a handler gets it: required members are present. */
export type Valid<Input> = {
  [Key in keyof Input]: object extends Pick<Input, Key> ? Input[Key] : NonNullable<Input[Key]>;
};

export type Protocol =
  | { kind: "rest-json" }
  | { kind: "json"; version: "1.0" | "1.1"; target: string }
  | { kind: "query"; version: string; xmlNamespace: string };

/** Condition keys of a request, in lower case; a list where AWS calls the key multivalued (aws:TagKeys). */
export type ConditionValues = Record<string, string | readonly string[]>;

/**
 * One permission that an operation needs: "lambda:CreateFunction" on an ARN. Absent: the action has no resource type, and
 * only a statement on "*" allows it.
 */
export interface NeededPermission {
  action: string;
  resource?: string | undefined;
  conditions?: ConditionValues;
}

export interface SandboxService {
  /** The service's name in the signature's credential scope: "connect". */
  name: string;
  /** What lists call it, where two services have the same name in their signatures. */
  title?: string;
  /** `import * as schemas from "@aws-sdk/client-…"`: operations, shapes and errors are found in it. */
  schemas: object;
  /** Data endpoints have host names of their own on AWS; here, the name follows this in the path: `/kinesisvideo/s-1a/…`. */
  endpointPath?: `/${string}/`;
  /** REST-JSON unless said otherwise. */
  protocol?: Protocol;
  handlers: Record<string, Handler>;
  /** Answers operations without a handler, from the raw request (DynamoDB). */
  forward?(body: Buffer, context: RequestContext): Promise<WireAnswer>;
  /** The prefix of its IAM actions, when it differs from the name. */
  actionPrefix?: string;
  /** What a limited identity needs for it. Default: `<prefix>:<Operation>` on any resource. [] = always allowed. */
  permissions?(
    operation: string,
    input: Record<string, unknown>,
    context: RequestContext,
  ): NeededPermission[];
  /** Once, before the first request: seed, open a store. */
  start?(account: SandboxAccount): Promise<void> | void;
}

/** An answer as it goes over the wire. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
  /** In place of the body, for an answer that goes on for as long as there is something to send. */
  stream?: AsyncIterable<string | Uint8Array>;
}

/** A raw HTTP request to an endpoint that needs no signature. */
export interface OpenRequest {
  method: string;
  /** Still percent-encoded, without the query. */
  rawPath: string;
  rawQuery: string;
  /** Names in lower case; repeated headers keep all their values. */
  headers: Record<string, string[]>;
  /** Name and value as the client wrote them, in order. */
  rawHeaders: [name: string, value: string][];
  body: Buffer;
  sourceIp: string;
}

/** An endpoint besides the AWS API: deployed REST APIs. */
export interface OpenDoor {
  prefix: `/${string}/`;
  /** Whether this address leads to something of this account. */
  isOf(rawPath: string, account: SandboxAccount): boolean;
  handle(request: OpenRequest, account: SandboxAccount): Promise<WireAnswer>;
}

/** A website under a host name of its own: that of an account's Connect instance. */
export interface OpenSite {
  /** Whether this host name (in lower case, without port) is this account's. */
  isOf(host: string, account: SandboxAccount): boolean;
  handle(request: OpenRequest, account: SandboxAccount): Promise<WireAnswer> | WireAnswer;
}

/** An error as the service's model has it: status and shape come from the schema of that name. */
export class ServiceError extends Error {
  readonly code: string;
  readonly members: Record<string, unknown>;
  /** Only for errors that no schema knows (AccessDenied, bad signature). */
  readonly status: number | undefined;

  constructor(code: string, message: string, members: Record<string, unknown> = {}, status?: number) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.members = members;
    this.status = status;
  }
}
