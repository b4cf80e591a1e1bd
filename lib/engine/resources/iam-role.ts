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
import { fetchFunctionBoundary } from "@/lib/aws/fetch-function-boundary";
import { rolePath } from "@/lib/aws/function-boundary";
import { sharedRoles } from "@/lib/aws/own-names";
import type { Problem } from "@/lib/kernel/result";
import { partitionOf } from "../arn";
import { compareFields } from "../compare";
import { type DeclaredField, departuresOf, noValue } from "../declared-fields";
import { ownershipOfList, tagListOf } from "../ownership";
import { defineResource, type ResourceContext } from "../resource";
import { readEach } from "../unsearched";
import {
  canonicalStatements,
  decode,
  permissionPolicy,
  principalOf,
  roleStatement,
  statementsOf,
  trustPolicy,
} from "./iam-documents";

const roleProps = z.object({
  name: z.string(),
  statements: z.array(roleStatement),
  /** A service, or the ARN of a role. */
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
  { path: "otherPolicies", kept: "fixed", value: noValue },
  { path: "boundaryMissing", kept: "fixed", value: "the account's permissions boundary for functions" },
  {
    path: "otherBoundary",
    kept: "reported",
    value: noValue,
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
    const role = await fetchRole(context, name);
    if (role === undefined) return undefined;
    const [inline, attached, boundary] = await Promise.all([
      inlinePolicies(context, name),
      attachedPolicies(context, name),
      fetchFunctionBoundary(context.aws, context.signal),
    ]);
    const ownership = ownershipOfList(role.Tags, context.owner);
    const bound = role.PermissionsBoundary?.PermissionsBoundaryArn;
    // A role that tenants share has the boundary of the stack whose tenant made it.
    const isTheirs = ownership.kind === "other-tenant" && bound?.includes(`:policy${rolePath}`) === true;
    const isBound = boundary === undefined || bound === boundary || isTheirs;
    const otherPolicies = [...inline.filter((policy) => policy !== policyName), ...attached].sort();
    const statements = inline.includes(policyName) ? await fetchStatements(context, name) : [];
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
    const read = (name: string) => fetchRole(context, name);
    const roles = await readEach(names.slice(0, maxRoles), nearby, (name) => name, read);
    return roles.flatMap((role) => {
      if (ownershipOfList(role.Tags, context.owner).kind !== "ours") return [];
      // API Gateway's log role is shared, and goes with its last user alone (api-log-role.ts).
      const name = role.RoleName ?? "";
      const principal = principalOf(decode(role.AssumeRolePolicyDocument));
      if (name.startsWith(sharedRoles) || principal === "apigateway.amazonaws.com") return [];
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
    const boundary = await fetchFunctionBoundary(context.aws, context.signal);
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

async function fetchRole(context: ResourceContext, name: string): Promise<Role | undefined> {
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

async function fetchStatements(context: ResourceContext, name: string): Promise<RoleProps["statements"]> {
  const command = new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName });
  const { PolicyDocument } = await context.aws.iam.send(command, { abortSignal: context.signal });
  return statementsOf(decode(PolicyDocument));
}
