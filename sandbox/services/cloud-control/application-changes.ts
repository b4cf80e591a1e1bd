import { randomUUID } from "node:crypto";
import type { NeededPermission, RequestContext } from "../../wire/service";
import { connectState } from "../connect/connect-state";
import { refusePermission } from "../iam/decide-permission";
import { hasTags, tagConditions } from "../iam/tag-conditions";
import {
  type Application,
  type ApplicationProperties,
  appIntegrationsState,
  findApplication,
} from "./application-store";

/** What a change came to: the resource's identifier, or why it failed. */
export interface Change {
  identifier?: string;
  failure: { code: string; message: string } | undefined;
}

/** AWS's default quota of applications per account and Region. */
const maxApplications = 50;

export function createApplication(context: RequestContext, properties: ApplicationProperties): Change {
  const { account, region, accountId } = context;
  const denied = missingPermission(context, "create", undefined, properties.Tags);
  if (denied) return failed("AccessDenied", denied);
  const taken = findTaken(context, properties, undefined);
  if (taken) return taken;
  const file = appIntegrationsState(account);
  if (file.data.applications.length >= maxApplications)
    return failed("ServiceLimitExceeded", `The account has ${maxApplications} applications already.`);
  const id = randomUUID();
  const arn = `arn:aws:app-integrations:${region}:${accountId}:application/${id}`;
  file.data.applications.push({ id, arn, properties });
  file.save();
  return { identifier: arn, failure: undefined };
}

export function changeApplication(
  context: RequestContext,
  application: Application,
  properties: ApplicationProperties,
): Change {
  const tagsChange = JSON.stringify(properties.Tags) !== JSON.stringify(application.properties.Tags);
  const denied = missingPermission(
    context,
    "update",
    application.arn,
    tagsChange ? properties.Tags : undefined,
  );
  if (denied) return failed("AccessDenied", denied);
  const taken = findTaken(context, properties, application);
  if (taken) return taken;
  application.properties = properties;
  appIntegrationsState(context.account).save();
  return { identifier: application.arn, failure: undefined };
}

export function deleteApplication(context: RequestContext, arn: string): Change {
  const { account } = context;
  const denied = missingPermission(context, "delete", arn);
  if (denied) return failed("AccessDenied", denied);
  const application = findApplication(account, arn);
  if (!application) return failed("NotFound", `Application ${arn} was not found.`);
  if (connectState(account).data.integrations.some((one) => one.arn === arn))
    return failed(
      "InvalidRequest",
      `Application ${arn} has associations and can't be deleted before they are.`,
    );
  const file = appIntegrationsState(account);
  file.data.applications = file.data.applications.filter((one) => one !== application);
  file.save();
  return { failure: undefined };
}

/** Names and namespaces are unique in an account and Region. */
function findTaken(
  { account }: RequestContext,
  { Name, Namespace }: ApplicationProperties,
  self: Application | undefined,
): Change | undefined {
  const others = appIntegrationsState(account).data.applications.filter((one) => one !== self);
  if (others.some(({ properties }) => properties.Name === Name))
    return failed("AlreadyExists", `An application with the name ${Name} already exists.`);
  if (others.some(({ properties }) => properties.Namespace === Namespace))
    return failed("AlreadyExists", `An application with the namespace ${Namespace} already exists.`);
  return undefined;
}

function failed(code: string, message: string): Change {
  return { failure: { code, message } };
}

const actions = {
  create: ["CreateApplication"],
  read: ["GetApplication"],
  update: ["GetApplication", "UpdateApplication"],
  delete: ["DeleteApplication"],
  list: ["ListApplications"],
} as const;

/** Cloud Control acts with the caller's permissions: the handlers' actions in the type's schema. */
export function missingPermission(
  context: RequestContext,
  kind: keyof typeof actions,
  arn: string | undefined,
  tags?: unknown,
): string | undefined {
  const { account, identity, region, accountId } = context;
  const every = `arn:aws:app-integrations:${region}:${accountId}:application/*`;
  const known = arn === undefined ? undefined : findApplication(account, arn);
  const conditions = tagConditions({ resource: mapOf(known?.properties.Tags), request: tags });
  const needed: NeededPermission[] = actions[kind].map((name) => ({
    action: `app-integrations:${name}`,
    // A list has no resource type.
    resource: kind === "list" ? undefined : (arn ?? every),
    conditions,
  }));
  if (hasTags(tags))
    needed.push({ action: "app-integrations:TagResource", resource: arn ?? every, conditions });
  for (const one of needed) {
    const sentence = refusePermission(account, identity, one);
    if (sentence) return sentence;
  }
  return undefined;
}

function mapOf(tags: ApplicationProperties["Tags"] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
