import { randomUUID } from "node:crypto";
import {
  CreateResourceCommand,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
  ListResourcesCommand,
  type ProgressEvent,
  UpdateResourceCommand,
} from "@aws-sdk/client-cloudcontrol";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { waitUntil } from "@/lib/kernel/wait-until";
import type { ResourceContext } from "./resource";

type Properties = Record<string, unknown>;

export interface CloudResource {
  identifier: string;
  /** As the resource type's schema writes them; a list may leave some out. */
  properties: Properties;
}

const beginTimeoutSeconds = 30;
const doneTimeoutSeconds = 90;
/** Seconds that one change is waited for, at the very most. */
export const cloudControlTimeoutSeconds = beginTimeoutSeconds + doneTimeoutSeconds;
const maxPages = 20;

export async function getCloudResource(
  { aws, signal }: ResourceContext,
  TypeName: string,
  Identifier: string,
): Promise<CloudResource | undefined> {
  const command = new GetResourceCommand({ TypeName, Identifier });
  try {
    const { ResourceDescription } = await aws.cloudControl.send(command, { abortSignal: signal });
    return ResourceDescription && resourceOf(ResourceDescription);
  } catch (error) {
    if (isAwsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

export async function listCloudResources(
  { aws, signal }: ResourceContext,
  TypeName: string,
): Promise<CloudResource[]> {
  const found: CloudResource[] = [];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const command = new ListResourcesCommand({ TypeName, MaxResults: 100, NextToken });
    const page = await aws.cloudControl.send(command, { abortSignal: signal });
    found.push(...(page.ResourceDescriptions ?? []).map(resourceOf));
    NextToken = page.NextToken;
    pages += 1;
  } while (NextToken !== undefined && pages < maxPages);
  return found;
}

/**
 * Returns the identifier; undefined when there is one with the same name already. The token is for the SDK's repetitions
 * alone: one that stays the same for a step would bring back a failure that is over.
 */
export async function createCloudResource(
  context: ResourceContext,
  TypeName: string,
  properties: Properties,
): Promise<string | undefined> {
  const ClientToken = randomUUID();
  const DesiredState = JSON.stringify(properties);
  const command = new CreateResourceCommand({ TypeName, DesiredState, ClientToken });
  const event = await begin(context, (options) => context.aws.cloudControl.send(command, options));
  try {
    return (await untilDone(context, event)).Identifier ?? "";
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === alreadyThereCode) return undefined;
    throw error;
  }
}

/** Sets these properties; whatever isn't named stays. */
export async function updateCloudResource(
  context: ResourceContext,
  TypeName: string,
  Identifier: string,
  properties: Properties,
): Promise<void> {
  const patch = Object.entries(properties).map(([name, value]) => ({ op: "add", path: `/${name}`, value }));
  const command = new UpdateResourceCommand({ TypeName, Identifier, PatchDocument: JSON.stringify(patch) });
  const event = await begin(context, (options) => context.aws.cloudControl.send(command, options));
  await untilDone(context, event);
}

/** Absent counts as deleted. */
export async function deleteCloudResource(
  context: ResourceContext,
  TypeName: string,
  Identifier: string,
): Promise<void> {
  const command = new DeleteResourceCommand({ TypeName, Identifier });
  try {
    const event = await begin(context, (options) => context.aws.cloudControl.send(command, options));
    await untilDone(context, event);
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException") && !isGone(error)) throw error;
  }
}

/** It takes one change of a resource at a time; our own earlier one may still be running. */
async function begin(
  { signal }: ResourceContext,
  send: (options: { abortSignal: AbortSignal }) => Promise<{ ProgressEvent?: ProgressEvent | undefined }>,
): Promise<ProgressEvent> {
  const wait = {
    what: "an earlier change of the application to finish",
    timeoutSeconds: beginTimeoutSeconds,
    signal,
  };
  return waitUntil(wait, async () => {
    try {
      return (await send({ abortSignal: signal })).ProgressEvent ?? {};
    } catch (error) {
      if (isAwsError(error, "ConcurrentOperationException")) return undefined;
      throw error;
    }
  });
}

/** Cloud Control answers at once and works on; a failure is told there, with the service's own words. */
async function untilDone(context: ResourceContext, first: ProgressEvent): Promise<ProgressEvent> {
  const { aws, signal } = context;
  const wait = {
    what: "AWS Cloud Control to finish a change",
    timeoutSeconds: doneTimeoutSeconds,
    signal,
  };
  let event: ProgressEvent = first;
  return waitUntil(wait, async () => {
    if (event.OperationStatus === "SUCCESS") return event;
    if (event.OperationStatus === "FAILED" || event.OperationStatus === "CANCEL_COMPLETE") {
      throw new ProblemError(failureOf(event));
    }
    const RequestToken = event.RequestToken;
    const command = new GetResourceRequestStatusCommand({ RequestToken });
    event = (await aws.cloudControl.send(command, { abortSignal: signal })).ProgressEvent ?? event;
    return event.OperationStatus === "SUCCESS" ? event : undefined;
  });
}

function failureOf(event: ProgressEvent): Problem {
  const { ErrorCode, StatusMessage, TypeName, Operation } = event;
  const theirWords = [ErrorCode, StatusMessage].filter(Boolean).join(": ").slice(0, 600);
  const call = `${Operation?.toLowerCase() ?? "change"} of ${TypeName ?? "a resource"}`;
  switch (ErrorCode) {
    case "NotFound":
      return {
        code: notFoundCode,
        sentence: `AWS didn't find what the ${call} is about. Nothing was changed.`,
        wayOut: "Create a new plan to see what is there.",
        theirWords,
      };
    case "AlreadyExists":
      return {
        code: alreadyThereCode,
        sentence: `The ${call} failed because one with the same name already exists. Nothing was changed.`,
        wayOut: "Create a new plan to see what is there.",
        theirWords,
      };
    case "AccessDenied":
    case "InvalidCredentials":
    case "UnauthorizedTaggingOperation":
      return {
        code: "permission-missing",
        sentence: `AWS denied the ${call} to this connection. Nothing was changed.`,
        wayOut: "Update the onboarding stack with the current template, or add the action that AWS names.",
        theirWords,
      };
    case "ServiceLimitExceeded":
      return {
        code: "quota-reached",
        sentence: `The account has reached its AWS quota for the ${call}.`,
        wayOut:
          "Delete what you don't need, or request a higher quota in the Service Quotas console, then try again.",
        theirWords,
      };
    case "Throttling":
      return {
        code: "throttled",
        isPassing: true,
        sentence: `AWS throttled the ${call}.`,
        wayOut: "Wait a minute and try again. What was done so far is kept.",
        theirWords,
      };
    default:
      return {
        code: "aws-refused",
        sentence: `AWS refused the ${call}.`,
        wayOut: "See the original error message, correct what it names, and try again.",
        theirWords,
      };
  }
}

const alreadyThereCode = "cloud-resource-exists";
const notFoundCode = "cloud-resource-absent";

function isGone(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === notFoundCode;
}

function resourceOf(described: {
  Identifier?: string | undefined;
  Properties?: string | undefined;
}): CloudResource {
  const properties: unknown = JSON.parse(described.Properties || "{}");
  return { identifier: described.Identifier ?? "", properties: isPlainObject(properties) ? properties : {} };
}
