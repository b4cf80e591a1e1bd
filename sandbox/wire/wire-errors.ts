import { writeQueryError } from "./query-protocol";
import { ServiceError, type WireAnswer } from "./service";
import { type ErrorModel, firstKnownError, type ServiceModel } from "./service-model";
import { writeValue } from "./write-value";

/** Errors that every AWS service can return before it handles an operation, in the services' words. */
export type CommonFailure =
  | "missing-token"
  | "unknown-key"
  | "expired-token"
  | "bad-signature"
  | "access-denied"
  | "throttled"
  | "validation"
  | "serialization"
  | "unknown-operation"
  | "not-built"
  | "internal";

const common: Record<
  CommonFailure,
  { json: string; query: string; status: number; jsonStatus?: number; known?: string[] }
> = {
  "missing-token": {
    json: "MissingAuthenticationTokenException",
    query: "MissingAuthenticationToken",
    status: 403,
    jsonStatus: 400,
  },
  "unknown-key": {
    json: "UnrecognizedClientException",
    query: "InvalidClientTokenId",
    status: 403,
    jsonStatus: 400,
  },
  "expired-token": { json: "ExpiredTokenException", query: "ExpiredToken", status: 403, jsonStatus: 400 },
  "bad-signature": {
    json: "InvalidSignatureException",
    query: "SignatureDoesNotMatch",
    status: 403,
    jsonStatus: 400,
  },
  "access-denied": {
    json: "AccessDeniedException",
    query: "AccessDenied",
    status: 403,
    jsonStatus: 400,
    known: ["AccessDeniedException", "NotAuthorizedException"],
  },
  throttled: {
    json: "ThrottlingException",
    query: "Throttling",
    status: 429,
    jsonStatus: 400,
    known: ["ThrottlingException", "TooManyRequestsException", "ThrottledClientException"],
  },
  validation: {
    json: "ValidationException",
    query: "ValidationError",
    status: 400,
    known: [
      "ValidationException",
      "InvalidParameterException",
      "InvalidParameterValueException",
      "InvalidRequestException",
      "BadRequestException",
    ],
  },
  serialization: { json: "SerializationException", query: "MalformedInput", status: 400 },
  "unknown-operation": {
    json: "UnknownOperationException",
    query: "InvalidAction",
    status: 404,
    jsonStatus: 400,
  },
  "not-built": { json: "SandboxNotImplementedException", query: "SandboxNotImplemented", status: 501 },
  internal: { json: "InternalServiceException", query: "InternalFailure", status: 500 },
};

export function commonError(
  model: ServiceModel | undefined,
  failure: CommonFailure,
  message: string,
  members: Record<string, unknown> = {},
): ServiceError {
  const { json, query, status, jsonStatus, known } = common[failure];
  const kind = model?.protocol.kind ?? "rest-json";
  if (kind === "query") return new ServiceError(query, message, members, status === 429 ? 400 : status);
  const name = (model && known && firstKnownError(model, known)) ?? json;
  return new ServiceError(name, message, members, kind === "json" ? (jsonStatus ?? status) : status);
}

/** Writes an error in the form of the service's protocol, with the status and members of its schema. */
export function writeError(
  model: ServiceModel | undefined,
  error: ServiceError,
  requestId: string,
): WireAnswer {
  const known = model?.errors.get(error.code) ?? findByWireCode(model, error.code);
  const protocol = model?.protocol ?? { kind: "rest-json" as const };
  switch (protocol.kind) {
    case "query": {
      const status = known?.status ?? error.status ?? 400;
      const fault = known?.fault ?? (status >= 500 ? "server" : "client");
      const code = known?.wireCode ?? error.code;
      return {
        status,
        headers: { "content-type": "text/xml" },
        body: writeQueryError(protocol, { code, message: error.message, fault }, requestId),
      };
    }
    case "json": {
      // These protocols have only 400 and 500, whatever the schema says about HTTP.
      const status = known ? (known.fault === "server" ? 500 : 400) : (error.status ?? 400);
      return {
        status,
        headers: { "content-type": `application/x-amz-json-${protocol.version}` },
        body: JSON.stringify({ __type: error.code, ...writeMembers(known, error, false) }),
      };
    }
    case "rest-json":
      return {
        status: known?.status ?? error.status ?? 400,
        headers: {
          "content-type": "application/json",
          "x-amzn-errortype": error.code,
          ...retryHeader(known, error),
        },
        body: JSON.stringify(writeMembers(known, error, true)),
      };
  }
}

function findByWireCode(model: ServiceModel | undefined, code: string): ErrorModel | undefined {
  for (const error of model?.errors.values() ?? []) if (error.wireCode === code) return error;
  return undefined;
}

function writeMembers(known: ErrorModel | undefined, error: ServiceError, useJsonNames: boolean): object {
  if (!known) return { message: error.message, ...error.members };
  const names = [...known.schema.structIterator()].map(([name]) => name);
  const messageName = names.find((name) => name.toLowerCase() === "message") ?? "message";
  const members = writeValue(known.schema, error.members, { useJsonNames }) as object;
  return { [messageName]: error.message, ...members };
}

/** API Gateway and Lambda return how long to wait in a header; the schema binds it. */
function retryHeader(known: ErrorModel | undefined, error: ServiceError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (!known) return headers;
  for (const [name, member] of known.schema.structIterator()) {
    const { httpHeader } = member.getMergedTraits();
    const value = error.members[name];
    if (httpHeader && value !== undefined) headers[httpHeader.toLowerCase()] = String(value);
  }
  return headers;
}
