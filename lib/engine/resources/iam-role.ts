import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  paginateListRoles,
  type Role,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { findFunctionBoundary } from "@/lib/aws/find-function-boundary";
import { rolePath } from "@/lib/aws/function-boundary";
import { isPlainObject } from "@/lib/kernel/plain-json";
import type { Problem } from "@/lib/kernel/result";
import { partitionOf } from "../arn";
import { compareFields } from "../compare";
import { type DeclaredField, departuresOf, NONE } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import { ownershipOfList, tagListOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";

const roleProps = z.object({
  name: z.string(),
  statements: z.array(z.object({ actions: z.array(z.string()), resources: z.array(z.string()) })),
  principal: z.string(),
  /** The account has a boundary for our roles, and this one is without it. Never wanted. */
  boundaryMissing: z.string().optional(),
  /** Policies beside ours; never wanted: a role may do what its function needs and no more. */
  otherPolicies: z.array(z.string()).optional(),
});
type RoleProps = z.infer<typeof roleProps>;

/**
 * Under our path are the roles of our functions alone, each asked for its tags; of more than these it stays unknown.
 */
const maxRoles = 100;
const tooManyRoles: Problem = {
  code: "too-many-roles",
  sentence: `the account has more than ${maxRoles} Patchbay roles, which is the most that a plan checks.`,
  wayOut: "Check the roles with the path /patchbay/ in the IAM console.",
};
const policyName = "patchbay";

const fields: DeclaredField[] = [
  { path: "name", kept: "identity" },
  { path: "statements", kept: "as-wanted" },
  { path: "principal", kept: "as-wanted" },
  { path: "otherPolicies", kept: "fixed", value: NONE },
  { path: "boundaryMissing", kept: "fixed", value: "the account's permissions boundary for functions" },
  {
    path: "otherBoundary",
    kept: "reported",
    value: NONE,
    why: "The role has a permissions boundary that Patchbay didn't set. It might keep the function from working.",
    wayOut: "Find out who set the boundary. If it isn't wanted, remove it from the role in the IAM console.",
  },
  {
    path: "maxSessionDuration",
    kept: "not-compared",
    why: "Lambda and API Gateway renew their own sessions. Nothing else can assume the role.",
  },
  { path: "description", kept: "not-compared", why: "It has no effect." },
];

export const iamRole = defineResource({
  type: "iam-role",
  title: "IAM role",
  props: roleProps,
  fields,
  iamActions: [
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:GetPolicy",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:ListRolePolicies",
    "iam:ListRoles",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:TagRole",
    "iam:UpdateAssumeRolePolicy",
  ],
  name: ({ name }) => name,
  summary: ({ statements }) => [...new Set(statements.flatMap((each) => each.actions))].join(", "),
  usualSeconds: 3,
  predict: (context, { name }) => ({
    arn: `arn:${partitionOf(context)}:iam::${context.accountId}:role${rolePath}${name}`,
    name,
  }),

  async observe(context, { name }) {
    const role = await getRole(context, name);
    if (role === undefined) return undefined;
    const [inline, attached, boundary] = await Promise.all([
      inlinePolicies(context, name),
      attachedPolicies(context, name),
      findFunctionBoundary(context.aws, context.signal),
    ]);
    const ownership = ownershipOfList(role.Tags, context.owner);
    const bound = role.PermissionsBoundary?.PermissionsBoundaryArn;
    // A role that tenants share has the boundary of the stack whose tenant made it.
    const isTheirs = ownership.kind === "other-tenant" && bound?.includes(`:policy${rolePath}`) === true;
    const isBound = boundary === undefined || bound === boundary || isTheirs;
    const otherPolicies = [...inline.filter((policy) => policy !== policyName), ...attached].sort();
    const statements = inline.includes(policyName) ? await readStatements(context, name) : [];
    return {
      state: {
        name,
        statements,
        principal: principalOf(decode(role.AssumeRolePolicyDocument)),
        ...(isBound ? {} : { boundaryMissing: boundary }),
        ...(otherPolicies.length === 0 ? {} : { otherPolicies }),
      },
      outputs: { arn: role.Arn ?? "", name },
      ownership,
      departures: departuresOf(fields, { otherBoundary: boundary === undefined ? bound : undefined }),
    };
  },

  async listOwned(context, nearby) {
    const names: string[] = [];
    const settings = { client: context.aws.iam };
    for await (const page of paginateListRoles(
      settings,
      { PathPrefix: rolePath },
      { abortSignal: context.signal },
    )) {
      names.push(
        ...(page.Roles ?? []).map((role) => role.RoleName ?? "").filter((name) => !nearby.isKnown(name)),
      );
    }
    for (const name of names.slice(maxRoles)) nearby.unread(name, tooManyRoles);
    const read = (name: string) => getRole(context, name);
    const roles = await readEach(names.slice(0, maxRoles), nearby, (name) => name, read);
    return roles.flatMap((role) => {
      if (ownershipOfList(role.Tags, context.owner).kind !== "ours") return [];
      // API Gateway's log role is shared, and goes with its last user alone (api-log-role.ts).
      if (principalOf(decode(role.AssumeRolePolicyDocument)) !== "lambda.amazonaws.com") return [];
      const name = role.RoleName ?? "";
      return [
        { name, props: { name, statements: [], principal: "" }, outputs: { arn: role.Arn ?? "", name } },
      ];
    });
  },

  compare: (want, have) =>
    compareFields(
      { ...want, statements: canonicalStatements(want.statements) },
      { ...have, statements: canonicalStatements(have.statements) },
    ),

  async ensure(context, want, have) {
    const { iam } = context.aws;
    const options = { abortSignal: context.signal };
    const trust = JSON.stringify(trustPolicy(want.principal));
    const boundary = await findFunctionBoundary(context.aws, context.signal);
    let arn = have?.outputs.arn ?? "";
    if (have === undefined) {
      const created = await iam.send(
        new CreateRoleCommand({
          RoleName: want.name,
          Path: rolePath,
          PermissionsBoundary: boundary,
          AssumeRolePolicyDocument: trust,
          Description: "Created by Patchbay",
          Tags: tagListOf(context.owner),
        }),
        options,
      );
      arn = created.Role?.Arn ?? "";
    } else {
      if (have.ownership.kind !== "ours") {
        await iam.send(new TagRoleCommand({ RoleName: want.name, Tags: tagListOf(context.owner) }), options);
      }
      if (have.state.principal !== want.principal) {
        const command = new UpdateAssumeRolePolicyCommand({ RoleName: want.name, PolicyDocument: trust });
        await iam.send(command, options);
      }
      await removePolicies(context, want.name, (policy) => policy !== policyName);
      // Before the policy: the account may let us write policies into bound roles only.
      if (have.state.boundaryMissing !== undefined) {
        const bound = { RoleName: want.name, PermissionsBoundary: have.state.boundaryMissing };
        await iam.send(new PutRolePermissionsBoundaryCommand(bound), options);
      }
    }
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: want.name,
        PolicyName: policyName,
        PolicyDocument: JSON.stringify(permissionPolicy(want.statements)),
      }),
      options,
    );
    return { arn, name: want.name };
  },

  async remove(context, { name }) {
    await unlessGone(async () => {
      await removePolicies(context, name, () => true);
      await context.aws.iam.send(new DeleteRoleCommand({ RoleName: name }), { abortSignal: context.signal });
    });
  },
});

async function unlessGone(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!isAwsError(error, "NoSuchEntityException", "NoSuchEntity")) throw error;
  }
}

async function getRole(context: ResourceContext, name: string): Promise<Role | undefined> {
  try {
    const command = new GetRoleCommand({ RoleName: name });
    return (await context.aws.iam.send(command, { abortSignal: context.signal })).Role;
  } catch (error) {
    if (isAwsError(error, "NoSuchEntityException", "NoSuchEntity")) return undefined;
    throw error;
  }
}

async function inlinePolicies(context: ResourceContext, name: string): Promise<string[]> {
  const names: string[] = [];
  let marker: string | undefined;
  do {
    const command = new ListRolePoliciesCommand({ RoleName: name, Marker: marker });
    const page = await context.aws.iam.send(command, { abortSignal: context.signal });
    names.push(...(page.PolicyNames ?? []));
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return names;
}

async function attachedPolicies(context: ResourceContext, name: string): Promise<string[]> {
  const arns: string[] = [];
  let marker: string | undefined;
  do {
    const command = new ListAttachedRolePoliciesCommand({ RoleName: name, Marker: marker });
    const page = await context.aws.iam.send(command, { abortSignal: context.signal });
    arns.push(...(page.AttachedPolicies ?? []).map((policy) => policy.PolicyArn ?? ""));
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return arns;
}

async function removePolicies(
  context: ResourceContext,
  name: string,
  goes: (policy: string) => boolean,
): Promise<void> {
  const options = { abortSignal: context.signal };
  // Each by itself: a policy that is gone already (its answer was lost) must not keep the role from going.
  for (const PolicyName of (await inlinePolicies(context, name)).filter(goes)) {
    const command = new DeleteRolePolicyCommand({ RoleName: name, PolicyName });
    await unlessGone(() => context.aws.iam.send(command, options));
  }
  for (const PolicyArn of (await attachedPolicies(context, name)).filter(goes)) {
    const command = new DetachRolePolicyCommand({ RoleName: name, PolicyArn });
    await unlessGone(() => context.aws.iam.send(command, options));
  }
}

async function readStatements(context: ResourceContext, name: string): Promise<RoleProps["statements"]> {
  const command = new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName });
  const { PolicyDocument } = await context.aws.iam.send(command, { abortSignal: context.signal });
  const statements = asList(asRecord(decode(PolicyDocument)).Statement);
  return canonicalStatements(
    statements.map((each) => {
      const { Effect, Action, Resource, ...rest } = asRecord(each);
      const isPlain = Effect === "Allow" && Object.keys(rest).every((key) => key === "Sid");
      // A statement of a kind that we never write is told whole, so that it shows as a difference.
      return isPlain
        ? { actions: asList(Action).map(String), resources: asList(Resource).map(String) }
        : { actions: [canonicalJson(each)], resources: [] };
    }),
  );
}

function trustPolicy(service: string) {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
}

/** The one service that may take the role; anything else is told whole. */
function principalOf(document: unknown): string {
  const statements = asList(asRecord(document).Statement);
  const service = asList(asRecord(asRecord(statements[0]).Principal).Service)[0];
  const { Sid: _, ...first } = asRecord(statements[0]);
  const simple = typeof service === "string" ? trustPolicy(service).Statement[0] : undefined;
  const same = statements.length === 1 && simple !== undefined && sameStatement(first, simple);
  return same && typeof service === "string" ? service : canonicalJson(document);
}

/** The whole principal counts: beside the service may stand "AWS": "*", which lets anyone take the role. */
function sameStatement(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const flat = ({ Action, Principal, ...rest }: Record<string, unknown>) => {
    const principal = asRecord(Principal);
    return canonicalJson({
      ...rest,
      Action: asList(Action),
      Principal: { ...principal, Service: asList(principal.Service) },
    });
  };
  return flat(a) === flat(b);
}

function permissionPolicy(statements: RoleProps["statements"]) {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    })),
  };
}

/** IAM keeps no order, and makes a list of one a plain value. */
function canonicalStatements(statements: RoleProps["statements"]): RoleProps["statements"] {
  return statements
    .map(({ actions, resources }) => ({ actions: [...actions].sort(), resources: [...resources].sort() }))
    .sort((a, b) => canonicalJson(a).localeCompare(canonicalJson(b)));
}

/** IAM answers documents URL-encoded. */
function decode(document: string | undefined): unknown {
  return document === undefined ? undefined : JSON.parse(decodeURIComponent(document));
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function asRecord(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}
