import { paginateGetRestApis } from "@aws-sdk/client-api-gateway";
import { type ApiGatewayV2Client, GetApisCommand } from "@aws-sdk/client-apigatewayv2";
import { paginateListVoiceConnectors } from "@aws-sdk/client-chime-sdk-voice";
import { paginateListResources } from "@aws-sdk/client-cloudcontrol";
import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import {
  InstanceStorageResourceType,
  paginateListApprovedOrigins,
  paginateListContactFlows,
  paginateListFlowAssociations,
  paginateListInstanceAttributes,
  paginateListInstanceStorageConfigs,
  paginateListIntegrationAssociations,
  paginateListLambdaFunctions,
  paginateListPhoneNumbersV2,
  paginateListSecurityProfileApplications,
  paginateListSecurityProfiles,
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
  const { apiGateway, chimeVoice, cloudControl, connect, dynamodb, httpApi, iam, lambda, logs } = clients;
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
    collect("HTTP API", pagesOfHttpApis(httpApi), (page) =>
      page.Items?.map((api) => `${api.Name} ${api.ApiId}`),
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
    collect(
      "claimed number",
      paginateListPhoneNumbersV2({ client: connect }, { InstanceId: instanceId }),
      (page) => page.ListPhoneNumbersSummaryList?.map((each) => each.PhoneNumber),
    ),
    collect(
      "instance attribute",
      paginateListInstanceAttributes({ client: connect }, { InstanceId: instanceId }),
      (page) => page.Attributes?.map((each) => `${each.AttributeType} ${each.Value}`),
    ),
    collect(
      "media streams",
      paginateListInstanceStorageConfigs(
        { client: connect },
        { InstanceId: instanceId, ResourceType: InstanceStorageResourceType.MEDIA_STREAMS },
      ),
      (page) => page.StorageConfigs?.map((each) => each.KinesisVideoStreamConfig?.Prefix),
    ),
    collect(
      "approved origin",
      paginateListApprovedOrigins({ client: connect }, { InstanceId: instanceId }),
      (page) => page.Origins,
    ),
    collect(
      "application",
      paginateListResources({ client: cloudControl }, { TypeName: "AWS::AppIntegrations::Application" }),
      (page) => page.ResourceDescriptions?.map((each) => each.Identifier),
    ),
    listProfileApplications(clients, instanceId),
  ]);
  return lists.flat().sort();
}

/** Applications that agents of each security profile see. */
async function listProfileApplications({ connect }: AwsClients, InstanceId: string): Promise<string[]> {
  const profiles: string[] = [];
  for await (const page of paginateListSecurityProfiles({ client: connect }, { InstanceId }))
    for (const { Id } of page.SecurityProfileSummaryList ?? []) if (Id !== undefined) profiles.push(Id);
  const lists = await Promise.all(
    profiles.map((SecurityProfileId) =>
      collect(
        `profile ${SecurityProfileId} application`,
        paginateListSecurityProfileApplications({ client: connect }, { InstanceId, SecurityProfileId }),
        (page) => page.Applications?.map(({ Namespace }) => Namespace),
      ),
    ),
  );
  return lists.flat();
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

/** The SDK has no pages of these. */
async function* pagesOfHttpApis(client: ApiGatewayV2Client) {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetApisCommand({ NextToken }));
    yield page;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}
