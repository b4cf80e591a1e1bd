import {
  type ConnectClient,
  paginateListContactFlows,
  paginateListHoursOfOperations,
  paginateListPhoneNumbersV2,
  paginateListQueues,
  paginateListSecurityProfiles,
} from "@aws-sdk/client-connect";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

export interface Choice {
  id: string;
  name: string;
}

/** What a settings form offers of one Connect instance. */
export interface InstanceChoices {
  queues: Choice[];
  hoursOfOperation: Choice[];
  /** Contact flows, drafts too: what a caller can be transferred to. */
  flows: Choice[];
  /** Claimed numbers: "+12065550100". */
  numbers: string[];
  /** What agents may do and see. undefined when only these can't be read: few kinds of integration need them. */
  securityProfiles?: Choice[] | undefined;
}

/** More than anybody reads in a list; an instance's own quotas are lower. */
const maxOfEach = 1_000;

/** Reads an instance's queues, opening hours and claimed numbers. Call it outside any scope. */
export async function listInstanceChoices(
  tenantId: TenantId,
  connectionId: string,
): Promise<Result<InstanceChoices>> {
  try {
    const { clients, instanceId, instanceArn } = requireInstance(
      await openAwsConnection(tenantId, connectionId),
    );
    const [queues, hoursOfOperation, flows, numbers, securityProfiles] = await Promise.all([
      listQueues(clients.connect, instanceId),
      listHours(clients.connect, instanceId),
      listFlows(clients.connect, instanceId),
      listNumbers(clients.connect, instanceArn),
      listSecurityProfiles(clients.connect, instanceId).catch(() => undefined),
    ]);
    return succeed({ queues, hoursOfOperation, flows, numbers, securityProfiles });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

async function listQueues(client: ConnectClient, InstanceId: string): Promise<Choice[]> {
  const pages = paginateListQueues({ client }, { InstanceId, QueueTypes: ["STANDARD"], MaxResults: 100 });
  return collect(pages, (page) =>
    (page.QueueSummaryList ?? []).flatMap(({ Id, Name }) => (Id && Name ? [{ id: Id, name: Name }] : [])),
  );
}

async function listHours(client: ConnectClient, InstanceId: string): Promise<Choice[]> {
  const pages = paginateListHoursOfOperations({ client }, { InstanceId, MaxResults: 100 });
  return collect(pages, (page) =>
    (page.HoursOfOperationSummaryList ?? []).flatMap(({ Id, Name }) =>
      Id && Name ? [{ id: Id, name: Name }] : [],
    ),
  );
}

async function listFlows(client: ConnectClient, InstanceId: string): Promise<Choice[]> {
  const pages = paginateListContactFlows(
    { client },
    { InstanceId, ContactFlowTypes: ["CONTACT_FLOW"], MaxResults: 100 },
  );
  return collect(pages, (page) =>
    (page.ContactFlowSummaryList ?? []).flatMap(({ Id, Name }) =>
      Id && Name ? [{ id: Id, name: Name }] : [],
    ),
  );
}

async function listNumbers(client: ConnectClient, TargetArn: string): Promise<string[]> {
  const pages = paginateListPhoneNumbersV2({ client }, { TargetArn, MaxResults: 100 });
  return collect(pages, (page) =>
    (page.ListPhoneNumbersSummaryList ?? []).flatMap(({ PhoneNumber }) => PhoneNumber ?? []),
  );
}

async function listSecurityProfiles(client: ConnectClient, InstanceId: string): Promise<Choice[]> {
  const pages = paginateListSecurityProfiles({ client }, { InstanceId, MaxResults: 100 });
  return collect(pages, (page) =>
    (page.SecurityProfileSummaryList ?? []).flatMap(({ Id, Name }) =>
      Id && Name ? [{ id: Id, name: Name }] : [],
    ),
  );
}

async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => Item[],
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) {
    all.push(...items(page));
    if (all.length >= maxOfEach) break;
  }
  return all;
}
