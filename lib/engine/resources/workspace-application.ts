import { z } from "zod";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import {
  type CloudResource,
  cloudControlTimeoutSeconds,
  createCloudResource,
  deleteCloudResource,
  getCloudResource,
  listCloudResources,
  updateCloudResource,
} from "../cloud-control";
import { compareFields } from "../compare";
import { type DeclaredField, departuresOf } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import { ownershipOf, stepTagOf, tagListOf } from "../ownership";
import { type Candidate, pickOurs } from "../pick-ours";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";

const typeName = "AWS::AppIntegrations::Application";
/** Connect's security profiles take no longer one, though AppIntegrations does. */
const maxNamespaceLength = 128;
const plainName = /^[a-zA-Z0-9/._ -]+$/;
/** With https, or on this machine: AWS's own guide tries applications at http://localhost, and the sandbox's vendors are there. */
const address = z
  .string()
  .max(1_000)
  .regex(/^(?:https:\/\/|http:\/\/(?:localhost|127(?:\.\d{1,3}){3})(?::\d{1,5})?(?:\/|$))/);

const applicationProps = z.strictObject({
  name: z.string().max(255).regex(plainName),
  namespace: z
    .string()
    .max(
      maxNamespaceLength,
      `A security profile takes a namespace of at most ${maxNamespaceLength} characters.`,
    )
    .regex(/^[a-zA-Z0-9/._-]+$/),
  accessUrl: address,
  approvedOrigins: z.array(address).max(50),
  permissions: z.array(z.string()).max(150),
  scope: z.enum(["PER_CONTACT", "CROSS_CONTACTS"]),
  iframe: z.strictObject({ allow: z.array(z.string()).max(25), sandbox: z.array(z.string()).max(25) }),
  initializationTimeoutMs: z.number().int().min(1).max(600_000),
});
type ApplicationProps = z.infer<typeof applicationProps>;

/** More applications than these aren't asked for their tags: whether one of them is left over is then unknown. */
const maxApplications = 200;

const fields: DeclaredField[] = [
  { path: "namespace", kept: "identity" },
  { path: "name", kept: "as-wanted" },
  { path: "accessUrl", kept: "as-wanted" },
  { path: "approvedOrigins", kept: "as-wanted" },
  { path: "permissions", kept: "as-wanted" },
  { path: "scope", kept: "as-wanted" },
  { path: "iframe", kept: "as-wanted" },
  { path: "initializationTimeoutMs", kept: "as-wanted" },
  { path: "isService", kept: "fixed", value: "false" },
  {
    path: "applicationType",
    kept: "not-compared",
    why: "AWS sets it when the application is created, and it can't become a service by itself.",
  },
  { path: "description", kept: "not-compared", why: "It has no effect." },
];

/**
 * A page in the agent workspace. By Cloud Control, because the typed client knows neither the iframe settings nor the
 * contact scope (docs/decisions/applications-by-cloud-control.md).
 */
export const workspaceApplication = defineResource({
  type: "workspace-application",
  title: "Agent workspace application",
  props: applicationProps,
  fields,
  // Cloud Control makes its calls in the caller's name.
  iamActions: [
    "app-integrations:CreateApplication",
    "app-integrations:DeleteApplication",
    "app-integrations:GetApplication",
    "app-integrations:ListApplications",
    "app-integrations:ListTagsForResource",
    "app-integrations:TagResource",
    "app-integrations:UntagResource",
    "app-integrations:UpdateApplication",
    "cloudformation:CreateResource",
    "cloudformation:DeleteResource",
    "cloudformation:GetResource",
    "cloudformation:GetResourceRequestStatus",
    "cloudformation:ListResources",
    "cloudformation:UpdateResource",
  ],
  mayExistTwice: true,
  needsTemplate: 2,
  name: ({ name }) => name,
  summary: ({ accessUrl, scope, permissions }) =>
    `shows ${accessUrl} ${scope === "PER_CONTACT" ? "for each contact" : "once for all contacts"}; it can use ${permissions.length === 0 ? "nothing of the contact" : permissions.join(", ")}`,
  usualSeconds: 10,
  longestWaitSeconds: cloudControlTimeoutSeconds,

  async observe(context, want) {
    const found = await fetchApplication(context, want.namespace);
    return found && describe(context, found);
  },

  async listOwned(context, nearby) {
    const listed = await listCloudResources(context, typeName);
    // Where the list says names, only those like ours are asked for their tags.
    const suspects = listed.filter(({ properties }) => {
      const name = textOf(properties.Name) || textOf(properties.Namespace);
      return name === "" || nearby.isSuspect(name);
    });
    const tooMany = {
      code: "too-many-applications",
      sentence: `the account has more than ${maxApplications} applications, which is the most that a plan checks.`,
      wayOut: "Check the third-party applications in the Connect console.",
    };
    for (const each of suspects.slice(maxApplications)) nearby.unread(each.identifier, tooMany);
    const read = ({ identifier }: CloudResource) => getCloudResource(context, typeName, identifier);
    const all = await readEach(
      suspects.slice(0, maxApplications),
      nearby,
      ({ identifier, properties }) => textOf(properties.Name) || identifier,
      read,
    );
    return all
      .filter(({ properties }) => ownershipOf(tagsOf(properties), context.owner).kind === "ours")
      .map((each) => ({
        name: textOf(each.properties.Name),
        props: stateOf(each),
        outputs: outputsOf(each),
        step: stepTagOf(tagsOf(each.properties)),
      }));
  },

  compare: (want, have) => compareFields(sorted(want), sorted(have)),

  async ensure(context, want, have) {
    if (have === undefined) {
      const properties = { ...propertiesOf(want), Namespace: want.namespace, Tags: tagListOf(context.owner) };
      const arn = await createCloudResource(context, typeName, properties);
      const made =
        arn === undefined
          ? await fetchApplication(context, want.namespace)
          : await getCloudResource(context, typeName, arn);
      if (made === undefined) throw new ProblemError(notShown);
      // Someone else's of this namespace came meanwhile; or it is our own, and its answer was lost.
      if (ownershipOf(tagsOf(made.properties), context.owner).kind !== "ours") {
        throw new ProblemError(namespaceTaken(want.namespace));
      }
      return outputsOf(made);
    }
    const { arn = "" } = have.outputs;
    const wanted: Record<string, unknown> = propertiesOf(want);
    const there = (await getCloudResource(context, typeName, arn))?.properties ?? {};
    const isUntagged = have.ownership.kind !== "ours";
    const changed = Object.entries(wanted).filter(
      ([name, value]) => canonicalJson(value) !== canonicalJson(there[name] ?? null),
    );
    const tags = isUntagged ? { Tags: [...foreignTags(there), ...tagListOf(context.owner)] } : {};
    if (changed.length > 0 || isUntagged) {
      await updateCloudResource(context, typeName, arn, { ...Object.fromEntries(changed), ...tags });
    }
    return have.outputs;
  },

  async remove(context, _props, have) {
    await deleteCloudResource(context, typeName, have.outputs.arn ?? "");
  },
});

/** The one on record while it has this namespace; else by the list, which may leave properties out. */
async function fetchApplication(
  context: ResourceContext,
  namespace: string,
): Promise<CloudResource | undefined> {
  const recorded = context.record?.physicalId ?? "";
  const known = recorded === "" ? undefined : await getCloudResource(context, typeName, recorded);
  if (known !== undefined && known.properties.Namespace === namespace) return known;
  const candidates: Candidate<CloudResource>[] = [];
  const listed = await listCloudResources(context, typeName);
  for (const each of listed.slice(0, maxApplications)) {
    const isNamed = textOf(each.properties.Namespace) !== "";
    if (isNamed && each.properties.Namespace !== namespace) continue;
    const whole = await getCloudResource(context, typeName, each.identifier);
    if (whole === undefined || whole.properties.Namespace !== namespace) continue;
    candidates.push({
      thing: whole,
      id: idOf(whole.identifier),
      name: namespace,
      tags: tagsOf(whole.properties),
      createdAt: undefined,
    });
  }
  return pickOurs(candidates, context, namespace)?.thing;
}

function describe(context: ResourceContext, found: CloudResource) {
  const { properties } = found;
  return {
    state: stateOf(found),
    outputs: outputsOf(found),
    ownership: ownershipOf(tagsOf(properties), context.owner),
    departures: departuresOf(fields, { isService: properties.IsService === true }),
  };
}

/** What can be changed, in the schema's words. */
function propertiesOf(want: ApplicationProps) {
  return {
    Name: want.name,
    Description: "Created by Patchbay",
    ApplicationSourceConfig: {
      ExternalUrlConfig: { AccessUrl: want.accessUrl, ApprovedOrigins: want.approvedOrigins },
    },
    Permissions: want.permissions,
    ApplicationConfig: { ContactHandling: { Scope: want.scope } },
    IframeConfig: { Allow: want.iframe.allow, Sandbox: want.iframe.sandbox },
    InitializationTimeout: want.initializationTimeoutMs,
    IsService: false,
  };
}

function stateOf({ properties }: CloudResource): ApplicationProps {
  const external = recordOf(recordOf(properties.ApplicationSourceConfig).ExternalUrlConfig);
  const { Scope } = recordOf(recordOf(properties.ApplicationConfig).ContactHandling);
  const iframe = recordOf(properties.IframeConfig);
  const timeout = properties.InitializationTimeout;
  return {
    name: textOf(properties.Name),
    namespace: textOf(properties.Namespace),
    accessUrl: textOf(external.AccessUrl),
    approvedOrigins: textsOf(external.ApprovedOrigins),
    permissions: textsOf(properties.Permissions),
    // Without one, AWS shows the application once for all contacts.
    scope: Scope === "PER_CONTACT" ? "PER_CONTACT" : "CROSS_CONTACTS",
    iframe: { allow: textsOf(iframe.Allow), sandbox: textsOf(iframe.Sandbox) },
    initializationTimeoutMs: typeof timeout === "number" ? timeout : 0,
  };
}

function outputsOf({ identifier, properties }: CloudResource): Record<string, string> {
  return {
    arn: identifier,
    id: textOf(properties.Id) || idOf(identifier),
    namespace: textOf(properties.Namespace),
  };
}

/** AWS keeps no order of these. */
function sorted(props: ApplicationProps): ApplicationProps {
  return {
    ...props,
    approvedOrigins: [...props.approvedOrigins].sort(),
    permissions: [...props.permissions].sort(),
    iframe: { allow: [...props.iframe.allow].sort(), sandbox: [...props.iframe.sandbox].sort() },
  };
}

function tagsOf({ Tags }: Record<string, unknown>): Record<string, string> {
  const tags = Array.isArray(Tags) ? Tags.map(recordOf) : [];
  return Object.fromEntries(tags.map(({ Key, Value }) => [textOf(Key), textOf(Value)]));
}

/** An update of the tags replaces them all: those of others are sent along. */
function foreignTags(properties: Record<string, unknown>): { Key: string; Value: string }[] {
  return Object.entries(tagsOf(properties))
    .filter(([Key]) => !Key.startsWith("patchbay:") && !Key.startsWith("aws:"))
    .map(([Key, Value]) => ({ Key, Value }));
}

function idOf(arn: string): string {
  return arn.split("/").at(-1) ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

function recordOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}

const notShown: Problem = {
  code: "application-not-shown",
  sentence: "AWS accepted the application and doesn't show it yet.",
  wayOut: "Try again. Patchbay checks the current state and continues from there.",
};

function namespaceTaken(namespace: string): Problem {
  return {
    code: "namespace-taken",
    sentence: `An application with the namespace ${namespace} already exists in the account and wasn't created by this integration. It wasn't changed.`,
    wayOut: "Give the integration another prefix, or delete that application in the Connect console.",
  };
}
