import { GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { ListVoiceConnectorsCommand } from "@aws-sdk/client-chime-sdk-voice";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListContactFlowsCommand, ListQueuesCommand } from "@aws-sdk/client-connect";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { connectorQuotaCheck, connectorQuotaForm, fetchConnectorQuota } from "@/lib/aws/connector-quota";
import { describeAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { fetchFunctionBoundary, fetchTemplateVersion } from "@/lib/aws/fetch-function-boundary";
import { templateVersion } from "@/lib/aws/function-boundary";
import { makeClients } from "@/lib/aws/make-clients";
import { simulatePermissions } from "@/lib/aws/simulate-permissions";
import type { Check } from "@/lib/connection-kinds/connection-kind";
import { allActions } from "./needed-actions";

const lookUpTimeoutMs = 10_000;

/** Said with every simulation that finds nothing missing. */
export const notSimulated =
  "A simulation can't see service control policies, resource policies, tags that a resource lacks, or permissions that a service checks on top of the action. The first deployment proves those.";

/** Reads are proven by calling them; writes by IAM's simulation where it is allowed; the rest stays unproven, and says so. */
export async function provePermissions(
  settings: AwsSettings,
  access: AwsAccess,
  owner: { installation: string; tenant: string },
): Promise<Check[]> {
  const [reads, quota, writes, template, confusedDeputy] = await Promise.all([
    Promise.all(readChecks(access).map(proveRead)),
    proveQuota(access),
    simulateWrites(settings, access, owner),
    proveTemplate(access),
    proveExternalId(settings),
  ]);
  return [...reads, quota, ...writes, ...template, ...confusedDeputy];
}

interface Read {
  id: string;
  title: string;
  call(): Promise<unknown>;
}

function readChecks({ clients, instanceId }: AwsAccess): Read[] {
  const ofInstance: Read[] =
    instanceId === ""
      ? []
      : [
          {
            id: "connect-flows",
            title: "Reads contact flows",
            call: () =>
              clients.connect.send(new ListContactFlowsCommand({ InstanceId: instanceId, MaxResults: 1 })),
          },
          {
            id: "connect-queues",
            title: "Reads queues",
            call: () =>
              clients.connect.send(new ListQueuesCommand({ InstanceId: instanceId, MaxResults: 1 })),
          },
        ];
  return [
    ...ofInstance,
    {
      id: "lambda",
      title: "Reads Lambda functions",
      call: () => clients.lambda.send(new ListFunctionsCommand({ MaxItems: 1 })),
    },
    { id: "iam", title: "Reads roles", call: () => clients.iam.send(new ListRolesCommand({ MaxItems: 1 })) },
    {
      id: "dynamodb",
      title: "Reads tables",
      call: () => clients.dynamodb.send(new ListTablesCommand({ Limit: 1 })),
    },
    {
      id: "logs",
      title: "Reads log groups",
      call: () => clients.logs.send(new DescribeLogGroupsCommand({ limit: 1 })),
    },
    {
      id: "api-gateway",
      title: "Reads APIs",
      call: () => clients.apiGateway.send(new GetRestApisCommand({ limit: 1 })),
    },
    {
      id: "voice-connectors",
      title: "Reads voice connectors",
      call: () => clients.chimeVoice.send(new ListVoiceConnectorsCommand({ MaxResults: 1 })),
    },
  ];
}

async function proveRead({ id, title, call }: Read): Promise<Check> {
  try {
    await call();
    return { id, title, state: "proven", detail: "The request succeeded." };
  } catch (error) {
    return failedCheck(id, title, error);
  }
}

async function proveQuota({ clients, region }: AwsAccess): Promise<Check> {
  const { id } = connectorQuotaCheck;
  const title = "External voice transfer is enabled for the account";
  try {
    const value = await fetchConnectorQuota(clients);
    return value > 0
      ? {
          id,
          title,
          state: "proven",
          detail: value === 1 ? "1 connector is allowed." : `${value} connectors are allowed.`,
        }
      : {
          id,
          title,
          state: "failed",
          detail: `The quota is 0. Request it from AWS at ${connectorQuotaForm(region)}.`,
        };
  } catch (error) {
    return failedCheck(id, title, error);
  }
}

/** Nothing is written to find out whether it may be. Without leave to simulate, writing stays unproven until first used. */
async function simulateWrites(
  settings: AwsSettings,
  access: AwsAccess,
  { installation, tenant }: { installation: string; tenant: string },
): Promise<Check[]> {
  const { clients, accountId, region, instanceId } = access;
  const title = "Creates and changes what integrations need";
  try {
    const { Arn = "" } = await clients.sts.send(new GetCallerIdentityCommand({}));
    // A session's ARN has lost the role's path; the settings have the role's own.
    const principal = settings.access.kind === "role" ? settings.access.roleArn : Arn;
    const { denied, allowed, notAsked } = await simulatePermissions(clients, principal, allActions(), {
      partition: Arn.split(":")[1] ?? "aws",
      accountId,
      region,
      instanceId,
      installation,
      tenant,
      boundaryArn: await fetchFunctionBoundary(clients, AbortSignal.timeout(lookUpTimeoutMs)),
    });
    if (denied.length === 0) {
      const left = notAsked.length === 0 ? "" : ` Not simulated: ${notAsked.join(", ")}.`;
      const detail = `IAM's simulation allows ${allowed.length} actions.${left} ${notSimulated}`;
      return [{ id: "writes", title, state: "simulated", detail }];
    }
    return denied.map((action) => ({
      id: `writes:${action}`,
      title,
      state: "failed",
      detail: `IAM's simulation doesn't allow ${action}.`,
      missingAction: action,
    }));
  } catch (error) {
    const detail =
      missingActionOf(error) === undefined
        ? `IAM's simulation gave no result: ${describeAwsError(error).sentence} Not verified until first used.`
        : "IAM doesn't allow this connection to simulate its own policy. Not verified until first used.";
    return [{ id: "writes", title, state: "unproven", detail }];
  }
}

/** A stack from an earlier template goes on working for what it was made for, and for nothing that came later. */
async function proveTemplate({ clients }: AwsAccess): Promise<Check[]> {
  const id = "onboarding-template";
  const title = "The onboarding stack is up to date";
  try {
    const signal = AbortSignal.timeout(lookUpTimeoutMs);
    const version = await fetchTemplateVersion(clients, signal, templateVersion);
    // Access keys, or roles of the customer's own.
    if (version === undefined) return [];
    if (version >= templateVersion) {
      return [{ id, title, state: "proven", detail: `It is from version ${version} of the template.` }];
    }
    const detail = `It is from version ${version} of the template; the current one is version ${templateVersion}. Update the onboarding stack with the current template. Until then, integrations that need it can't be planned.`;
    return [{ id, title, state: "failed", detail }];
  } catch (error) {
    return [failedCheck(id, title, error)];
  }
}

/** Each role must refuse whoever does not bring the tenant's external id, else any customer could point us at it. */
async function proveExternalId({ access, region }: AwsSettings): Promise<Check[]> {
  if (access.kind !== "role") return [];
  const { sts } = makeClients({ region, credentials: undefined, endpoint: undefined });
  const roles = [access.roleArn, ...(access.readRoleArn === undefined ? [] : [access.readRoleArn])];
  return Promise.all(
    roles.map(async (RoleArn): Promise<Check> => {
      const id = `external-id:${RoleArn}`;
      const title = "The role requires the external ID";
      try {
        await sts.send(
          new AssumeRoleCommand({ RoleArn, RoleSessionName: "patchbay-proof", DurationSeconds: 900 }),
        );
        const detail = `${RoleArn} can be assumed without it. Add the condition sts:ExternalId to its trust policy.`;
        return { id, title, state: "failed", detail };
      } catch (error) {
        return missingActionOf(error) === undefined
          ? { ...failedCheck(id, title, error), state: "unproven" }
          : { id, title, state: "proven", detail: `AWS denied the attempt on ${RoleArn}.` };
      }
    }),
  );
}

function failedCheck(id: string, title: string, error: unknown): Check {
  const problem = describeAwsError(error);
  const missingAction = missingActionOf(error);
  return {
    id,
    title,
    state: "failed",
    detail: `${problem.sentence} ${problem.wayOut}`,
    ...(missingAction === undefined ? {} : { missingAction }),
  };
}
