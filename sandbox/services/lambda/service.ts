import type { InvocationRequest } from "@aws-sdk/client-lambda";
import * as schemas from "@aws-sdk/client-lambda";
import {
  type NeededPermission,
  type RequestContext,
  type SandboxService,
  ServiceError,
  type Valid,
} from "../../wire/service";
import { tagConditions } from "../iam/tag-conditions";
import { functionHandlers } from "./function-handlers";
import { findFunction, functionArn, functionOf, readFunctionReference } from "./function-store";
import { invokeFunction, maxPayloadBytes } from "./invoke-function";
import { permissionHandlers } from "./permission-handlers";
import { provisionedHandlers } from "./provisioned-handlers";
import { versionHandlers } from "./version-handlers";

export const lambda: SandboxService = {
  name: "lambda",
  schemas,
  handlers: {
    ...functionHandlers,
    ...versionHandlers,
    ...provisionedHandlers,
    ...permissionHandlers,
    Invoke: invoke,
  },
  permissions(operation, input, { account }) {
    const action = `lambda:${operation === "Invoke" ? "InvokeFunction" : operation}`;
    const text = input.FunctionName ?? input.Resource;
    const reference = typeof text === "string" ? readFunctionReference(account, text) : undefined;
    const qualifier = typeof input.Qualifier === "string" ? input.Qualifier : reference?.qualifier;
    // An alias or a version has the tags of its function.
    const tags =
      operation === "CreateFunction" ? {} : reference && findFunction(account, reference.name)?.record.tags;
    const needed: NeededPermission[] = [
      {
        action,
        resource: reference && functionArn(account, reference.name, qualifier),
        conditions: {
          ...tagConditions({ resource: tags, request: input.Tags, keys: input.TagKeys }),
          ...(operation === "AddPermission" ? { "lambda:principal": String(input.Principal) } : {}),
        },
      },
    ];
    // A caller that gives a function a role must be allowed to pass that role.
    if (typeof input.Role === "string")
      needed.push({
        action: "iam:PassRole",
        resource: input.Role,
        conditions: { "iam:passedtoservice": "lambda.amazonaws.com" },
      });
    return needed;
  },
};

async function invoke(input: Valid<InvocationRequest>, context: RequestContext): Promise<object> {
  const { account, requestId } = context;
  const { version, qualifier } = functionOf(account, input.FunctionName, input.Qualifier);
  const payload = readPayload(input.Payload);
  if (input.InvocationType === "DryRun") return { StatusCode: 204 };
  const running = invokeFunction(account, input.FunctionName, payload, { qualifier, requestId });
  if (input.InvocationType === "Event") {
    // The caller doesn't get its outcome: the log shows it.
    running.catch((error: unknown) => console.error(error));
    return { StatusCode: 202 };
  }
  const result = await running;
  if (result.kind === "refused") throw new ServiceError(result.code, result.message, { Type: "User" });
  return {
    StatusCode: 200,
    Payload: Buffer.from(result.payload),
    FunctionError: result.functionError,
    ExecutedVersion: version.version,
    LogResult: input.LogType === "Tail" ? Buffer.from(result.logTail).toString("base64") : undefined,
  };
}

function readPayload(bytes: Uint8Array | undefined): string {
  if (!bytes || bytes.length === 0) return "{}";
  if (bytes.length > maxPayloadBytes)
    throw new ServiceError(
      "RequestTooLargeException",
      `Request must be smaller than ${maxPayloadBytes} bytes for the InvokeFunction operation`,
      { Type: "User" },
    );
  const text = Buffer.from(bytes).toString("utf8");
  try {
    JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "not JSON";
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${why}`,
      { Type: "User" },
    );
  }
  return text;
}
