import { ListVoiceConnectorsCommand } from "@aws-sdk/client-chime-sdk-voice";
import {
  type IntegrationType,
  ListBotsCommand,
  ListContactFlowModulesCommand,
  ListContactFlowsCommand,
  ListDataTablesCommand,
  ListHoursOfOperationsCommand,
  ListIntegrationAssociationsCommand,
  ListLambdaFunctionsCommand,
  ListPromptsCommand,
  ListQueuesCommand,
  ListTaskTemplatesCommand,
  ListUsersCommand,
  ListViewsCommand,
} from "@aws-sdk/client-connect";
import type { AwsAccess } from "@/lib/aws/connect-account";
import type { ReferenceKind } from "@/lib/flows/language/flow-reference";

interface Listed {
  id?: string | undefined;
  arn?: string | undefined;
  name?: string | undefined;
}

interface Page {
  items: Listed[];
  next: string | undefined;
}

/** One page of what an instance has of a kind. Throws what the SDK throws. */
type ReadPage = (access: AwsAccess, token: string | undefined) => Promise<Page>;

/** Case and message templates, AI agents and keys aren't listed by the instance: a person gives their ARN. */
export const resourceReaders: Readonly<Partial<Record<ReferenceKind, ReadPage>>> = {
  async queue({ clients, instanceId: InstanceId }, NextToken) {
    const command = new ListQueuesCommand({ InstanceId, QueueTypes: ["STANDARD"], NextToken });
    const page = await clients.connect.send(command);
    return { items: named(page.QueueSummaryList), next: page.NextToken };
  },
  async hours({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListHoursOfOperationsCommand({ InstanceId, NextToken }));
    return { items: named(page.HoursOfOperationSummaryList), next: page.NextToken };
  },
  async prompt({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListPromptsCommand({ InstanceId, NextToken }));
    return { items: named(page.PromptSummaryList), next: page.NextToken };
  },
  async flow({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListContactFlowsCommand({ InstanceId, NextToken }));
    return { items: named(page.ContactFlowSummaryList), next: page.NextToken };
  },
  async module({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListContactFlowModulesCommand({ InstanceId, NextToken }));
    return { items: named(page.ContactFlowModulesSummaryList), next: page.NextToken };
  },
  async view({ clients, instanceId: InstanceId }, NextToken) {
    const command = new ListViewsCommand({ InstanceId, Type: "CUSTOMER_MANAGED", NextToken });
    const page = await clients.connect.send(command);
    return { items: named(page.ViewsSummaryList), next: page.NextToken };
  },
  async agent({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListUsersCommand({ InstanceId, NextToken }));
    const items = (page.UserSummaryList ?? []).map(({ Id, Arn, Username }) => ({
      id: Id,
      arn: Arn,
      name: Username,
    }));
    return { items, next: page.NextToken };
  },
  async "data-table"({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListDataTablesCommand({ InstanceId, NextToken }));
    return { items: named(page.DataTableSummaryList), next: page.NextToken };
  },
  async "task-template"({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListTaskTemplatesCommand({ InstanceId, NextToken }));
    return { items: named(page.TaskTemplates), next: page.NextToken };
  },
  async lambda({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListLambdaFunctionsCommand({ InstanceId, NextToken }));
    const items = (page.LambdaFunctions ?? []).map((arn) => ({ arn, name: lambdaName(arn) }));
    return { items, next: page.NextToken };
  },
  async bot({ clients, instanceId: InstanceId }, NextToken) {
    const page = await clients.connect.send(new ListBotsCommand({ InstanceId, LexVersion: "V2", NextToken }));
    const arns = (page.LexBots ?? []).flatMap(({ LexV2Bot }) => LexV2Bot?.AliasArn ?? []);
    return { items: arns.map((arn) => ({ arn, name: arn.split("bot-alias/")[1] })), next: page.NextToken };
  },
  async connector(access, token) {
    const page = await associated("CALL_TRANSFER_CONNECTOR", access, token);
    const names = page.items.length === 0 ? new Map<string, string>() : await connectorNames(access);
    const items = page.items.map(({ arn }) => {
      const id = arn?.split(":vc/")[1];
      return { id, arn, name: names.get(id ?? "") ?? id };
    });
    return { items, next: page.next };
  },
  assistant: (access, token) => associated("WISDOM_ASSISTANT", access, token),
  "knowledge-base": (access, token) => associated("WISDOM_KNOWLEDGE_BASE", access, token),
};

/** What reading them all takes, for the read role. */
export const resourceIamActions: readonly string[] = [
  "chime:ListVoiceConnectors",
  "connect:ListBots",
  "connect:ListContactFlowModules",
  "connect:ListContactFlows",
  "connect:ListDataTables",
  "connect:ListHoursOfOperations",
  "connect:ListIntegrationAssociations",
  "connect:ListLambdaFunctions",
  "connect:ListPrompts",
  "connect:ListQueues",
  "connect:ListTaskTemplates",
  "connect:ListUsers",
  "connect:ListViews",
];

interface Summary {
  Id?: string | undefined;
  Arn?: string | undefined;
  Name?: string | undefined;
}

function named(summaries: readonly Summary[] | undefined): Listed[] {
  return (summaries ?? []).map(({ Id, Arn, Name }) => ({ id: Id, arn: Arn, name: Name }));
}

/** "f", or "f:live" when a version or alias is meant. */
function lambdaName(arn: string): string | undefined {
  return arn.split(":function:")[1];
}

async function associated(
  type: IntegrationType,
  { clients, instanceId }: AwsAccess,
  NextToken: string | undefined,
): Promise<Page> {
  const command = new ListIntegrationAssociationsCommand({
    InstanceId: instanceId,
    IntegrationType: type,
    NextToken,
  });
  const page = await clients.connect.send(command);
  const items = (page.IntegrationAssociationSummaryList ?? []).map(({ IntegrationArn }) => ({
    arn: IntegrationArn,
    name: IntegrationArn?.split("/").at(-1),
  }));
  return { items, next: page.NextToken };
}

const maxConnectorPages = 10;

/** Connect knows a connector's ARN only; its name is kept where it was made. */
async function connectorNames({ clients }: AwsAccess): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let token: string | undefined;
  for (let pages = 0; pages < maxConnectorPages; pages++) {
    const page = await clients.chimeVoice.send(new ListVoiceConnectorsCommand({ NextToken: token }));
    for (const { VoiceConnectorId, Name } of page.VoiceConnectors ?? []) {
      if (VoiceConnectorId !== undefined && Name !== undefined) names.set(VoiceConnectorId, Name);
    }
    token = page.NextToken;
    if (token === undefined) break;
  }
  return names;
}
