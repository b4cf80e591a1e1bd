import {
  GetAccountCommand,
  GetRestApisCommand,
  GetStagesCommand,
  UpdateAccountCommand,
} from "@aws-sdk/client-api-gateway";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { apiLogActions, rolePath } from "@/lib/aws/function-boundary";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { waitUntil } from "@/lib/kernel/wait-until";
import { partitionOf } from "../arn";
import { compareFields, difference } from "../compare";
import type { DeclaredField } from "../declared-fields";
import type { Observed } from "../observed";
import { defineResource, type ResourceContext } from "../resource";
import { iamRole } from "./iam-role";

const logRoleProps = z.object({ roleName: z.string() });
type LogRoleProps = z.infer<typeof logRoleProps>;

/** A role just made is refused for some seconds, and API Gateway takes one change of its account in 20 s. */
const roleTimeoutSeconds = 100;
/** More APIs than these aren't looked through: then the role stays. */
const maxApis = 300;
/** Stages read at once; API Gateway takes ten calls a second in all. */
const stagesAtOnce = 4;
const noRole = "no role";

const fields: DeclaredField[] = [
  { path: "roleName", kept: "identity" },
  {
    path: "account.cloudwatchRoleArn",
    kept: "fixed",
    value: "this role, or one that was set outside Patchbay",
  },
  {
    path: "role",
    kept: "fixed",
    value: "exists, with its trust policy, its permissions, and nothing else, like an IAM role",
  },
  {
    path: "account.throttleSettings",
    kept: "not-compared",
    why: "AWS sets the account's request rates. They can't be changed in the account.",
  },
];

/**
 * The role with which API Gateway writes logs: the account's setting and the role that it names, looked at together, so
 * that half of it is never taken for all or for nothing. There is one for all APIs of an account and region: one that
 * someone else has set is used and never touched, and ours goes with the last integration that uses it, unless an API
 * that is none of ours writes logs with it.
 */
export const apiLogRole = defineResource({
  type: "api-log-role",
  title: "API Gateway logging role",
  props: logRoleProps,
  iamActions: ["apigateway:GET", "apigateway:PATCH", "iam:PassRole", ...iamRole.iamActions],
  fields,
  shared: { scope: "account-region", key: ({ roleName }) => roleName },
  name: ({ roleName }) => roleName,
  summary: () =>
    "lets API Gateway write logs; one role for all APIs in the account and Region; a role that is already set is kept",
  usualSeconds: 15,
  longestWaitSeconds: roleTimeoutSeconds,

  async observe(context, props) {
    const have = await look(context, props);
    if (have.isForeign) {
      // Someone else's serves as well: nothing about it is ours to compare.
      return { state: props, outputs: { arn: have.standing ?? "" }, ownership: { kind: "ours" } };
    }
    if (have.standing === undefined && have.role === undefined) return undefined;
    return {
      state: props,
      outputs: { arn: have.ours },
      ownership: have.isOurs ? { kind: "ours" } : (have.role?.ownership ?? { kind: "ours" }),
      departures: departuresOf(have, props),
    };
  },

  async ensure(context, want) {
    const have = await look(context, want);
    if (have.isForeign) return { arn: have.standing ?? "" };
    const role = roleProps(want);
    const isWhole = have.role !== undefined && roleDifferences(have, want).length === 0;
    const { arn = "" } = isWhole ? { arn: have.ours } : await iamRole.ensure(context, role, have.role);
    return { arn: have.standing === arn ? arn : await setLogRole(context, arn) };
  },

  async remove(context, props) {
    const have = await look(context, props);
    if (!have.isOurs) return;
    if (have.standing === have.ours) {
      if (await isLogging(context)) return;
      await patchLogRole(context, "");
    }
    if (have.role !== undefined) await iamRole.remove(context, roleProps(props), have.role);
  },
});

interface LogRole {
  /** ARN that the role has or would have. */
  ours: string;
  /** ARN that the account names. */
  standing: string | undefined;
  role: RoleSeen | undefined;
  /** Made by this installation, by its tags or by our record, or gone while the account names it still. */
  isOurs: boolean;
  /** The account names a role that this installation hasn't made. */
  isForeign: boolean;
}
type RoleSeen = Observed<Parameters<typeof iamRole.ensure>[1]>;

async function look(context: ResourceContext, props: LogRoleProps): Promise<LogRole> {
  const ours = `arn:${partitionOf(context)}:iam::${context.accountId}:role${rolePath}${props.roleName}`;
  const [standing, role] = await Promise.all([
    fetchLogRole(context),
    iamRole.observe(context, roleProps(props)),
  ]);
  const kind = role?.ownership.kind;
  const isOurs =
    kind === undefined
      ? standing === ours
      : kind === "untagged"
        ? context.record?.physicalId === ours
        : kind !== "other-installation";
  return {
    ours,
    standing,
    role,
    isOurs,
    isForeign: standing !== undefined && !(standing === ours && isOurs),
  };
}

function departuresOf(have: LogRole, props: LogRoleProps): FieldDifference[] {
  return [
    ...(have.standing === undefined ? [difference("account.cloudwatchRoleArn", noRole, have.ours)] : []),
    ...(have.role === undefined
      ? [difference("role", "missing", props.roleName)]
      : roleDifferences(have, props)),
  ];
}

function roleDifferences({ role }: LogRole, props: LogRoleProps): FieldDifference[] {
  if (role === undefined) return [];
  const want = roleProps(props);
  const differences = iamRole.compare?.(want, role.state) ?? compareFields(want, role.state);
  const untagged =
    role.ownership.kind === "untagged"
      ? [difference("tags", "without Patchbay's tags", "Patchbay's tags")]
      : [];
  return [...differences, ...(role.departures ?? []), ...untagged].map((each) => ({
    ...each,
    path: `role.${each.path}`,
  }));
}

function roleProps({ roleName }: LogRoleProps) {
  return {
    name: roleName,
    principal: "apigateway.amazonaws.com",
    statements: [{ actions: [...apiLogActions], resources: ["*"] }],
  };
}

async function fetchLogRole({ aws, signal }: ResourceContext): Promise<string | undefined> {
  const { cloudwatchRoleArn } = await aws.apiGateway.send(new GetAccountCommand({}), { abortSignal: signal });
  return cloudwatchRoleArn || undefined;
}

async function patchLogRole({ aws, signal }: ResourceContext, value: string): Promise<void> {
  const patchOperations = [{ op: "replace" as const, path: "/cloudwatchRoleArn", value }];
  await aws.apiGateway.send(new UpdateAccountCommand({ patchOperations }), { abortSignal: signal });
}

/** Looks before each try: what someone has set meanwhile stands. */
async function setLogRole(context: ResourceContext, roleArn: string): Promise<string> {
  let last: unknown;
  const wait = {
    what: "API Gateway to accept its logging role",
    timeoutSeconds: roleTimeoutSeconds,
    signal: context.signal,
  };
  try {
    return await waitUntil(wait, async () => {
      const standing = await fetchLogRole(context);
      if (standing !== undefined) return standing;
      try {
        await patchLogRole(context, roleArn);
        return roleArn;
      } catch (error) {
        // What it says of the role says more than that it was asked too often.
        if (isAwsError(error, "TooManyRequestsException")) return undefined;
        if (!isAwsError(error, "BadRequestException")) throw error;
        last = error;
        return undefined;
      }
    });
  } catch (error) {
    // Time up: API Gateway's own words say more than ours.
    throw context.signal.aborted ? error : (last ?? error);
  }
}

/** Whether any stage of the region's APIs writes logs of either kind. */
async function isLogging(context: ResourceContext): Promise<boolean> {
  const { aws, signal } = context;
  let looked = 0;
  let position: string | undefined;
  do {
    const command = new GetRestApisCommand({ limit: 500, position });
    const page = await aws.apiGateway.send(command, { abortSignal: signal });
    const ids = (page.items ?? []).map(({ id }) => id ?? "");
    looked += ids.length;
    if (looked > maxApis) return true;
    const logs = await mapInParallel(ids, stagesAtOnce, (id) => hasLoggingStage(context, id));
    if (logs.includes(true)) return true;
    position = page.position;
  } while (position !== undefined && position !== "");
  return false;
}

async function hasLoggingStage({ aws, signal }: ResourceContext, restApiId: string): Promise<boolean> {
  const { item = [] } = await aws.apiGateway.send(new GetStagesCommand({ restApiId }), {
    abortSignal: signal,
  });
  return item.some(
    ({ accessLogSettings, methodSettings = {} }) =>
      accessLogSettings?.destinationArn !== undefined ||
      Object.values(methodSettings).some(({ loggingLevel = "OFF" }) => loggingLevel !== "OFF"),
  );
}
