import type {
  CreateResourceInput,
  DeleteResourceInput,
  GetResourceInput,
  GetResourceRequestStatusInput,
  ListResourcesInput,
  UpdateResourceInput,
} from "@aws-sdk/client-cloudcontrol";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import {
  type Change,
  changeApplication,
  createApplication,
  deleteApplication,
  missingPermission,
} from "./application-changes";
import { createOnlyProperties, readOnlyProperties, violationsOf } from "./application-schema";
import {
  type Application,
  type ApplicationProperties,
  appIntegrationsState,
  findApplication,
} from "./application-store";
import { applyPatch, PatchError } from "./json-patch";
import { addRequest, checkIdle, earlierRequest, progressOf, requestOf } from "./request-store";

export const applicationType = "AWS::AppIntegrations::Application";

export const resourceHandlers: Record<string, Handler> = {
  CreateResource(input: Valid<CreateResourceInput>, context: RequestContext) {
    checkType(input);
    const properties = checkModel(parseJson(input.DesiredState, "DesiredState"));
    return request(context, "CREATE", input.ClientToken, input.DesiredState, undefined, () =>
      createApplication(context, properties),
    );
  },

  UpdateResource(input: Valid<UpdateResourceInput>, context: RequestContext) {
    checkType(input);
    const application = applicationOf(context, input.Identifier);
    const properties = patched(application, parseJson(input.PatchDocument, "PatchDocument"));
    return request(context, "UPDATE", input.ClientToken, input.PatchDocument, input.Identifier, () =>
      changeApplication(context, application, properties),
    );
  },

  DeleteResource(input: Valid<DeleteResourceInput>, context: RequestContext) {
    checkType(input);
    return request(context, "DELETE", input.ClientToken, "", input.Identifier, () =>
      deleteApplication(context, input.Identifier),
    );
  },

  GetResource(input: Valid<GetResourceInput>, context: RequestContext) {
    checkType(input);
    const denied = missingPermission(context, "read", input.Identifier);
    if (denied) throw accessDenied(denied);
    const { arn, id, properties } = applicationOf(context, input.Identifier);
    return {
      TypeName: applicationType,
      ResourceDescription: {
        Identifier: arn,
        Properties: JSON.stringify({ ...properties, ApplicationArn: arn, Id: id }),
      },
    };
  },

  /** With the properties that a list shows; the rest is read one by one. */
  ListResources(input: Valid<ListResourcesInput>, context: RequestContext) {
    checkType(input);
    const denied = missingPermission(context, "list", undefined);
    if (denied) throw accessDenied(denied);
    const limit = input.MaxResults ?? 20;
    if (limit < 1 || limit > 100) throw validation("MaxResults must be from 1 to 100.");
    const { applications } = appIntegrationsState(context.account).data;
    const page = paginate(applications, ({ arn }) => arn, {
      ...{ limit, token: input.NextToken },
      badToken: "InvalidRequestException",
    });
    return {
      TypeName: applicationType,
      NextToken: page.nextToken,
      ResourceDescriptions: page.items.map(({ arn, id, properties: { Name, Namespace, Tags } }) => ({
        Identifier: arn,
        Properties: JSON.stringify({ ApplicationArn: arn, Id: id, Name, Namespace, Tags }),
      })),
    };
  },

  GetResourceRequestStatus(input: Valid<GetResourceRequestStatusInput>, { account }: RequestContext) {
    return { ProgressEvent: progressOf(account, requestOf(account, input.RequestToken)) };
  },
};

/** Answers at once; what the change came to shows when the request has settled. */
function request(
  context: RequestContext,
  operation: "CREATE" | "UPDATE" | "DELETE",
  clientToken: string | undefined,
  wish: string,
  identifier: string | undefined,
  change: () => Change,
) {
  const { account } = context;
  const asked = JSON.stringify([operation, identifier, wish]);
  const earlier = earlierRequest(account, clientToken, asked);
  if (earlier) return { ProgressEvent: progressOf(account, earlier) };
  if (identifier !== undefined) checkIdle(account, identifier);
  const outcome = change();
  const made = addRequest(account, {
    ...{ operation, clientToken, asked },
    typeName: applicationType,
    identifier: outcome.identifier ?? identifier,
    failure: outcome.failure,
  });
  return { ProgressEvent: progressOf(account, made) };
}

function patched({ properties }: Application, patch: unknown): ApplicationProperties {
  const changed = applied(properties, patch);
  const touched = (names: readonly string[]) =>
    names.filter(
      (name) => JSON.stringify(memberOf(properties, name)) !== JSON.stringify(memberOf(changed, name)),
    );
  const kinds = { readOnlyProperties, createOnlyProperties };
  for (const [kind, names] of Object.entries(kinds)) {
    const refused = touched(names).map((name) => `/properties/${name}`);
    if (refused.length > 0)
      throw new ServiceError(
        "NotUpdatableException",
        `Invalid patch update: ${kind} [${refused.join(", ")}] cannot be updated`,
      );
  }
  return checkModel(changed);
}

function applied(properties: ApplicationProperties, patch: unknown): unknown {
  try {
    return applyPatch(properties, patch);
  } catch (error) {
    if (error instanceof PatchError) throw validation(`Invalid patch update: ${error.message}`);
    throw error;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function checkModel(model: unknown): ApplicationProperties {
  const violations = violationsOf(model);
  if (violations.length > 0) throw validation(`Model validation failed (${violations.join("\n")})`);
  return model as ApplicationProperties;
}

function checkType({ TypeName }: { TypeName: string }): void {
  if (TypeName === applicationType) return;
  if (!/^[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/.test(TypeName))
    throw validation(`TypeName ${TypeName} has an invalid form.`);
  throw new ServiceError(
    "SandboxNotImplementedException",
    `The sandbox's Cloud Control has only ${applicationType}, not ${TypeName}.`,
    {},
    501,
  );
}

function applicationOf({ account }: RequestContext, identifier: string): Application {
  const application = findApplication(account, identifier);
  if (!application)
    throw new ServiceError(
      "ResourceNotFoundException",
      `Resource of type '${applicationType}' with identifier '${identifier}' was not found.`,
    );
  return application;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw validation(`${name} is not valid JSON.`);
  }
}

const validation = (message: string) => new ServiceError("ValidationException", message, {}, 400);

/** The caller's own permissions apply to what Cloud Control does. */
const accessDenied = (message: string) => new ServiceError("GeneralServiceException", message);
