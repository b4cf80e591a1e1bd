import {
  GetAccountCommand,
  GetRestApisCommand,
  GetStagesCommand,
  UpdateAccountCommand,
} from "@aws-sdk/client-api-gateway";
import { z } from "zod";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { apiLogActions, ROLE_PATH } from "@/lib/aws/function-boundary";
import { partitionOf } from "@/lib/deploy/arn";
import { defineResource, type ResourceContext } from "@/lib/deploy/resource";
import { iamRole } from "@/lib/deploy/resources/iam-role";
import { waitUntil } from "@/lib/deploy/wait-until";

const logRoleProps = z.object({ roleName: z.string() });
type LogRoleProps = z.infer<typeof logRoleProps>;

/** A role just made is refused for some seconds, and API Gateway takes one change of its account in 20 s. */
const ROLE_TIMEOUT_SECONDS = 100;
/** More APIs than these are not looked through: then the role stays. */
const MOST_APIS = 300;

/**
 * The role with which API Gateway writes logs. There is one for all APIs of an account and region, so one that is set is
 * never touched, whoever set it; and ours goes only when no API writes logs any more.
 */
export const apiLogRole = defineResource({
  type: "api-log-role",
  title: "API Gateway's log role",
  props: logRoleProps,
  iamActions: ["apigateway:GET", "apigateway:PATCH", "iam:PassRole"],
  name: ({ roleName }) => roleName,
  summary: () =>
    "lets API Gateway write logs; one for all APIs of the account and region: one that is set already stays as it is",
  usualSeconds: 15,

  async observe(context, props) {
    const arn = await readLogRole(context);
    // Somebody else's serves as well: nothing about it is ours to compare.
    return arn === undefined ? undefined : { state: props, outputs: { arn }, ownership: { kind: "ours" } };
  },

  async ensure(context, want) {
    const standing = await readLogRole(context);
    if (standing !== undefined) return { arn: standing };
    const role = roleProps(want);
    const have = await iamRole.observe(context, role);
    const isWhole = have !== undefined && iamRole.compare?.(role, have.state).length === 0;
    const { arn = "" } = isWhole ? have.outputs : await iamRole.ensure(context, role, have);
    return { arn: await setLogRole(context, arn) };
  },

  async remove(context, props, { outputs }) {
    const ours = `arn:${partitionOf(context)}:iam::${context.accountId}:role${ROLE_PATH}${props.roleName}`;
    if (outputs.arn !== ours || (await readLogRole(context)) !== ours) return;
    const role = roleProps(props);
    const have = await iamRole.observe(context, role);
    if (have?.ownership.kind === "other-installation" || (await isLogging(context))) return;
    await patchLogRole(context, "");
    if (have !== undefined) await iamRole.remove(context, role, have);
  },
});

function roleProps({ roleName }: LogRoleProps) {
  return {
    name: roleName,
    principal: "apigateway.amazonaws.com",
    statements: [{ actions: [...apiLogActions], resources: ["*"] }],
  };
}

async function readLogRole({ aws, signal }: ResourceContext): Promise<string | undefined> {
  const { cloudwatchRoleArn } = await aws.apiGateway.send(new GetAccountCommand({}), { abortSignal: signal });
  return cloudwatchRoleArn || undefined;
}

async function patchLogRole({ aws, signal }: ResourceContext, value: string): Promise<void> {
  const patchOperations = [{ op: "replace" as const, path: "/cloudwatchRoleArn", value }];
  await aws.apiGateway.send(new UpdateAccountCommand({ patchOperations }), { abortSignal: signal });
}

/** Looks before each try: what somebody has set meanwhile stands. */
async function setLogRole(context: ResourceContext, roleArn: string): Promise<string> {
  let last: unknown;
  const wait = {
    what: "API Gateway to accept its log role",
    timeoutSeconds: ROLE_TIMEOUT_SECONDS,
    signal: context.signal,
  };
  try {
    return await waitUntil(wait, async () => {
      const standing = await readLogRole(context);
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
async function isLogging({ aws, signal }: ResourceContext): Promise<boolean> {
  const options = { abortSignal: signal };
  let looked = 0;
  let position: string | undefined;
  do {
    const page = await aws.apiGateway.send(new GetRestApisCommand({ limit: 500, position }), options);
    for (const { id } of page.items ?? []) {
      looked += 1;
      if (looked > MOST_APIS) return true;
      const { item = [] } = await aws.apiGateway.send(new GetStagesCommand({ restApiId: id }), options);
      const logs = item.some(
        ({ accessLogSettings, methodSettings = {} }) =>
          accessLogSettings?.destinationArn !== undefined ||
          Object.values(methodSettings).some(({ loggingLevel = "OFF" }) => loggingLevel !== "OFF"),
      );
      if (logs) return true;
    }
    position = page.position;
  } while (position !== undefined && position !== "");
  return false;
}
