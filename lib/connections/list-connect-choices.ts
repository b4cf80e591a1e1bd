import {
  ListHoursOfOperationsCommand,
  ListPhoneNumbersV2Command,
  ListQueuesCommand,
} from "@aws-sdk/client-connect";
import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

export interface Choice {
  id: string;
  name: string;
}

/** What an integration's settings choose from. */
export interface ConnectChoices {
  queues: Choice[];
  hoursOfOperation: Choice[];
  /** Claimed numbers; the name is the number: "+12065550100". */
  phoneNumbers: Choice[];
}

/** Reads the instance's queues, hours and claimed numbers. Call it outside any scope. */
export async function listConnectChoices(
  tenantId: TenantId,
  connectionId: string,
): Promise<Result<ConnectChoices>> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const [queues, hoursOfOperation, phoneNumbers] = await Promise.all([
      listQueues(access),
      listHours(access),
      listNumbers(access),
    ]);
    return succeed({ queues, hoursOfOperation, phoneNumbers });
  } catch (error) {
    return fail(describeFailure(error));
  }
}

async function listQueues({ clients, instanceId }: AwsAccess): Promise<Choice[]> {
  return allPages(async (NextToken) => {
    const command = new ListQueuesCommand({ InstanceId: instanceId, QueueTypes: ["STANDARD"], NextToken });
    const page = await clients.connect.send(command);
    return { items: page.QueueSummaryList, next: page.NextToken };
  });
}

async function listHours({ clients, instanceId }: AwsAccess): Promise<Choice[]> {
  return allPages(async (NextToken) => {
    const command = new ListHoursOfOperationsCommand({ InstanceId: instanceId, NextToken });
    const page = await clients.connect.send(command);
    return { items: page.HoursOfOperationSummaryList, next: page.NextToken };
  });
}

async function listNumbers({ clients, instanceId }: AwsAccess): Promise<Choice[]> {
  return allPages(async (NextToken) => {
    const page = await clients.connect.send(
      new ListPhoneNumbersV2Command({ InstanceId: instanceId, NextToken }),
    );
    const items = page.ListPhoneNumbersSummaryList?.map((each) => ({
      Id: each.PhoneNumberId,
      Name: each.PhoneNumber,
    }));
    return { items, next: page.NextToken };
  });
}

interface Page {
  items: { Id?: string | undefined; Name?: string | undefined }[] | undefined;
  next: string | undefined;
}

async function allPages(read: (token: string | undefined) => Promise<Page>): Promise<Choice[]> {
  const choices: Choice[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    for (const { Id, Name } of page.items ?? []) {
      if (Id !== undefined && Name !== undefined) choices.push({ id: Id, name: Name });
    }
    token = page.next;
  } while (token !== undefined);
  return choices.sort((a, b) => a.name.localeCompare(b.name));
}
