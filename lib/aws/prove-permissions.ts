import { GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { ListVoiceConnectorsCommand } from "@aws-sdk/client-chime-sdk-voice";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListContactFlowsCommand, ListQueuesCommand } from "@aws-sdk/client-connect";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListRolesCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { connectorQuotaForm, readConnectorQuota } from "@/lib/aws/connector-quota";
import { describeAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { functionBoundaryArn } from "@/lib/aws/function-boundary";
import { makeClients } from "@/lib/aws/make-clients";
import { allActions, isRoleAction, ROLE_PATH } from "@/lib/aws/needed-actions";
import type { Check } from "@/lib/connections/connection-kind";

/** What our own calls bring with them, and the onboarding template's policy asks for. */
const contextEntries = (partition: string, accountId: string) => [
  contextEntry("iam:PassedToService", "lambda.amazonaws.com"),
  contextEntry("iam:PermissionsBoundary", functionBoundaryArn(partition, accountId)),
];

function contextEntry(ContextKeyName: string, value: string) {
  return { ContextKeyName, ContextKeyType: "string" as const, ContextKeyValues: [value] };
}

/** IAM simulates at most this many actions a call. */
const SIMULATED_AT_ONCE = 100;

/** Reads are proven by calling them; writes by IAM's simulation where it is allowed; the rest stays unproven, and says so. */
export async function provePermissions(settings: AwsSettings, access: AwsAccess): Promise<Check[]> {
  const [reads, quota, writes, confusedDeputy] = await Promise.all([
    Promise.all(readChecks(access).map(proveRead)),
    proveQuota(access),
    simulateWrites(access),
    proveExternalId(settings),
  ]);
  return [...reads, quota, ...writes, ...confusedDeputy];
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
    return { id, title, state: "proven", detail: "It answered." };
  } catch (error) {
    return failedCheck(id, title, error);
  }
}

async function proveQuota({ clients, region }: AwsAccess): Promise<Check> {
  const id = "voice-transfer-quota";
  const title = "External voice transfer is enabled for the account";
  try {
    const value = await readConnectorQuota(clients);
    return value > 0
      ? { id, title, state: "proven", detail: `${value} connectors are allowed.` }
      : {
          id,
          title,
          state: "failed",
          detail: `The quota is 0: ask AWS for it at ${connectorQuotaForm(region)}.`,
        };
  } catch (error) {
    return failedCheck(id, title, error);
  }
}

/** Nothing is written to find out whether it may be. Without leave to simulate, writing stays unproven until first used. */
async function simulateWrites({ clients, accountId }: AwsAccess): Promise<Check[]> {
  const title = "Makes and changes what integrations need";
  try {
    const { Arn } = await clients.sts.send(new GetCallerIdentityCommand({}));
    const principal = principalArn(Arn ?? "");
    const denied: string[] = [];
    const actions = allActions();
    const onRoles = actions.filter(isRoleAction);
    const others = actions.filter((action) => !isRoleAction(action));
    denied.push(
      ...(await simulate(clients, principal, onRoles, [`arn:aws:iam::${accountId}:role${ROLE_PATH}any`])),
    );
    for (let start = 0; start < others.length; start += SIMULATED_AT_ONCE) {
      denied.push(
        ...(await simulate(clients, principal, others.slice(start, start + SIMULATED_AT_ONCE), ["*"])),
      );
    }
    if (denied.length === 0) {
      const detail = `IAM's simulation allows all ${actions.length} actions.`;
      return [{ id: "writes", title, state: "simulated", detail }];
    }
    return denied.map((action) => ({
      id: `writes:${action}`,
      title,
      state: "failed",
      detail: `IAM's simulation does not allow ${action}.`,
      missingAction: action,
    }));
  } catch {
    const detail = "IAM does not let this connection simulate its own policy: unproven until first used.";
    return [{ id: "writes", title, state: "unproven", detail }];
  }
}

async function simulate(
  clients: AwsAccess["clients"],
  principal: string,
  actions: string[],
  ResourceArns: string[],
): Promise<string[]> {
  const [, partition = "aws", , , accountId = ""] = principal.split(":");
  const denied: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await clients.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal,
        ActionNames: actions,
        ResourceArns,
        ContextEntries: contextEntries(partition, accountId),
        Marker,
      }),
    );
    for (const each of page.EvaluationResults ?? []) {
      if (each.EvalDecision !== "allowed") denied.push(each.EvalActionName ?? "");
    }
    Marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (Marker !== undefined);
  return denied;
}

/** IAM simulates roles and users; a session's ARN has to be turned into its role's. */
function principalArn(arn: string): string {
  return arn.replace(/^arn:(aws[a-z-]*):sts::(\d+):assumed-role\/([^/]+)\/.*$/, "arn:$1:iam::$2:role/$3");
}

/** Each role must refuse whoever does not bring the tenant's external id, else any customer could point us at it. */
async function proveExternalId({ access, region }: AwsSettings): Promise<Check[]> {
  if (access.kind !== "role") return [];
  const { sts } = makeClients({ region, credentials: undefined, endpoint: undefined });
  const roles = [access.roleArn, ...(access.readRoleArn === undefined ? [] : [access.readRoleArn])];
  return Promise.all(
    roles.map(async (RoleArn): Promise<Check> => {
      const id = `external-id:${RoleArn}`;
      const title = "The role refuses callers without the external id";
      try {
        await sts.send(
          new AssumeRoleCommand({ RoleArn, RoleSessionName: "patchbay-proof", DurationSeconds: 900 }),
        );
        const detail = `${RoleArn} can be assumed without it: add the condition sts:ExternalId to its trust policy.`;
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
