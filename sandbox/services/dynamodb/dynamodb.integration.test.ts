import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;

beforeAll(async () => {
  sandbox = await openTestSandbox();
});
afterAll(() => sandbox.stop());

async function createTable(name: string): Promise<void> {
  const { dynamodb } = sandbox.clients();
  await dynamodb.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "contactId", KeyType: "HASH" }],
      AttributeDefinitions: [
        { AttributeName: "contactId", AttributeType: "S" },
        { AttributeName: "koreSessionId", AttributeType: "S" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-session",
          KeySchema: [{ AttributeName: "koreSessionId", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      Tags: [{ Key: "patchbay:tenant", Value: "t1" }],
    }),
  );
  await waitUntilTableExists(
    { client: dynamodb, minDelay: 0.05, maxDelay: 0.1, maxWaitTime: 10 },
    { TableName: name },
  );
}

it("keeps a table with its tags, time to live, index, and items across a restart", async () => {
  await createTable("kept");
  const before = sandbox.clients().dynamodb;
  expect(await failureOf(createTable("kept"))).toMatchObject({ name: "ResourceInUseException", status: 400 });
  const specification = { AttributeName: "expiresAt", Enabled: true };
  await before.send(
    new UpdateTimeToLiveCommand({ TableName: "kept", TimeToLiveSpecification: specification }),
  );
  const again = before.send(
    new UpdateTimeToLiveCommand({ TableName: "kept", TimeToLiveSpecification: specification }),
  );
  expect(await failureOf(again)).toMatchObject({
    name: "ValidationException",
    message: "TimeToLive is already enabled",
  });
  const item = { contactId: { S: "c1" }, koreSessionId: { S: "s1" }, score: { N: "0.5" } };
  await before.send(new PutItemCommand({ TableName: "kept", Item: item }));

  sandbox = await sandbox.restart();

  const { dynamodb } = sandbox.clients();
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: "kept" }));
  expect(Table).toMatchObject({
    TableStatus: "ACTIVE",
    TableArn: "arn:aws:dynamodb:us-east-1:111122223333:table/kept",
  });
  const tags = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
  expect(tags.Tags).toEqual([{ Key: "patchbay:tenant", Value: "t1" }]);
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: "kept" }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
  const read = await dynamodb.send(
    new GetItemCommand({ TableName: "kept", Key: { contactId: { S: "c1" } } }),
  );
  expect(read.Item).toEqual(item);
  const found = await dynamodb.send(
    new QueryCommand({
      TableName: "kept",
      IndexName: "by-session",
      KeyConditionExpression: "koreSessionId = :s",
      ExpressionAttributeValues: { ":s": { S: "s1" } },
    }),
  );
  expect(found.Items).toEqual([item]);
});

it("adds an index to an on-demand table without throughput, which takes a while, and removes it", async () => {
  await createTable("growing");
  const { dynamodb } = sandbox.clients();
  const item = { contactId: { S: "c1" }, day: { S: "monday" } };
  await dynamodb.send(new PutItemCommand({ TableName: "growing", Item: item }));
  const create = (ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number }) =>
    dynamodb.send(
      new UpdateTableCommand({
        TableName: "growing",
        AttributeDefinitions: [{ AttributeName: "day", AttributeType: "S" }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: "by-day",
              KeySchema: [{ AttributeName: "day", KeyType: "HASH" }],
              Projection: { ProjectionType: "ALL" },
              ProvisionedThroughput,
            },
          },
        ],
      }),
    );
  const remove = (IndexName: string) =>
    dynamodb.send(
      new UpdateTableCommand({
        TableName: "growing",
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }],
      }),
    );
  const statuses = async () => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: "growing" }));
    return [
      Table?.TableStatus,
      ...(Table?.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName, IndexStatus }) => `${IndexName} ${IndexStatus}`,
      ),
    ];
  };
  const settled = (...expected: string[]) =>
    expect.poll(statuses, { timeout: 20_000 }).toEqual(["ACTIVE", ...expected]);

  await settled("by-session ACTIVE");
  const provisioned = create({ ReadCapacityUnits: 1, WriteCapacityUnits: 1 });
  expect(await failureOf(provisioned)).toMatchObject({ name: "ValidationException" });
  await create();
  expect(await statuses()).toEqual(["UPDATING", "by-session ACTIVE", "by-day CREATING"]);
  expect(await failureOf(remove("by-session"))).toMatchObject({ name: "ResourceInUseException" });
  await settled("by-session ACTIVE", "by-day ACTIVE");
  const found = await dynamodb.send(
    new QueryCommand({
      TableName: "growing",
      IndexName: "by-day",
      KeyConditionExpression: "#day = :day",
      ExpressionAttributeNames: { "#day": "day" },
      ExpressionAttributeValues: { ":day": { S: "monday" } },
    }),
  );
  expect(found.Items).toEqual([item]);

  // A sandbox that is stopped in between resumes when it is started again.
  await remove("by-session");
  sandbox = await sandbox.restart();
  const { dynamodb: again } = sandbox.clients();
  const { Table } = await again.send(new DescribeTableCommand({ TableName: "growing" }));
  expect([Table?.TableStatus, Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)]).toEqual([
    "ACTIVE",
    ["by-day"],
  ]);
});

it("allows a limited user exactly what the policy says, on exactly that table", async () => {
  await createTable("mine");
  await createTable("theirs");
  const { iam } = sandbox.clients();
  await iam.send(new CreateUserCommand({ UserName: "reader" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "reader" }));
  const resource = "arn:aws:dynamodb:us-east-1:111122223333:table/mine";
  const document = {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "dynamodb:GetItem", Resource: resource },
  };
  await iam.send(
    new PutUserPolicyCommand({
      UserName: "reader",
      PolicyName: "read",
      PolicyDocument: JSON.stringify(document),
    }),
  );
  const { dynamodb } = sandbox.clients({
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  });
  const get = (TableName: string) =>
    dynamodb.send(new GetItemCommand({ TableName, Key: { contactId: { S: "c" } } }));
  expect(await failureOf(get("mine"))).toBeUndefined();
  expect(await failureOf(get("theirs"))).toMatchObject({
    name: "AccessDeniedException",
    status: 400,
    message:
      "User: arn:aws:iam::111122223333:user/reader is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:111122223333:table/theirs because no identity-based policy allows the dynamodb:GetItem action",
  });
  const put = dynamodb.send(new PutItemCommand({ TableName: "mine", Item: { contactId: { S: "c" } } }));
  expect(await failureOf(put)).toMatchObject({ name: "AccessDeniedException" });
});
