import { paginateGetRestApis } from "@aws-sdk/client-api-gateway";
import { paginateListVoiceConnectors } from "@aws-sdk/client-chime-sdk-voice";
import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import {
  paginateListContactFlows,
  paginateListFlowAssociations,
  paginateListIntegrationAssociations,
  paginateListLambdaFunctions,
} from "@aws-sdk/client-connect";
import { paginateListTables } from "@aws-sdk/client-dynamodb";
import { paginateListRoles } from "@aws-sdk/client-iam";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import type { AwsClients } from "@/lib/aws/clients";

/** Made by the service itself when a connector's logs are on; it keeps the record of calls after the connector is gone. */
const madeByAws = /^\/aws\/ChimeVoiceConnector/;

/**
 * Everything in an account that a deployment could have made or changed, by name, straight from the account: not what our
 * own record says. What is there after a removal and was not there before it all began is what we left.
 *
 * @throws what the SDK throws
 */
export async function takeInventory(clients: AwsClients, instanceId: string): Promise<string[]> {
  const { apiGateway, chimeVoice, connect, dynamodb, iam, lambda, logs } = clients;
  const lists = await Promise.all([
    collect("table", paginateListTables({ client: dynamodb }, {}), (page) => page.TableNames),
    collect("role", paginateListRoles({ client: iam }, {}), (page) =>
      page.Roles?.map((role) => role.RoleName),
    ),
    collect("function", paginateListFunctions({ client: lambda }, {}), (page) =>
      page.Functions?.map((each) => each.FunctionName),
    ),
    collect("log group", paginateDescribeLogGroups({ client: logs }, {}), (page) =>
      page.logGroups?.map((group) => group.logGroupName).filter((name) => !madeByAws.test(name ?? "")),
    ),
    collect("REST API", paginateGetRestApis({ client: apiGateway }, {}), (page) =>
      page.items?.map((api) => `${api.name} ${api.id}`),
    ),
    collect("voice connector", paginateListVoiceConnectors({ client: chimeVoice }, {}), (page) =>
      page.VoiceConnectors?.map((connector) => `${connector.Name} ${connector.VoiceConnectorId}`),
    ),
    collect("flow", paginateListContactFlows({ client: connect }, { InstanceId: instanceId }), (page) =>
      page.ContactFlowSummaryList?.map((flow) => `${flow.Name} ${flow.Id}`),
    ),
    collect(
      "integration association",
      paginateListIntegrationAssociations({ client: connect }, { InstanceId: instanceId }),
      (page) => page.IntegrationAssociationSummaryList?.map((each) => each.IntegrationArn),
    ),
    collect(
      "function of the instance",
      paginateListLambdaFunctions({ client: connect }, { InstanceId: instanceId }),
      (page) => page.LambdaFunctions,
    ),
    collect(
      "number's flow",
      paginateListFlowAssociations(
        { client: connect },
        { InstanceId: instanceId, ResourceType: "VOICE_PHONE_NUMBER" },
      ),
      (page) => page.FlowAssociationSummaryList?.map((each) => `${each.ResourceId} → ${each.FlowId}`),
    ),
  ]);
  return lists.flat().sort();
}

/** What is in `after` and was not in `before`. */
export function listRemaining(before: string[], after: string[]): string[] {
  const known = new Set(before);
  return after.filter((thing) => !known.has(thing));
}

async function collect<Page>(
  kind: string,
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => (string | undefined)[] | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) {
    for (const name of namesOf(page) ?? []) found.push(`${kind} ${name ?? "without a name"}`);
  }
  return found;
}
