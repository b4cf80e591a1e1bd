import {
  AssociateLambdaFunctionCommand,
  AssociatePhoneNumberContactFlowCommand,
  BatchGetFlowAssociationCommand,
  CreateContactFlowCommand,
  CreateIntegrationAssociationCommand,
  DeleteContactFlowCommand,
  DescribeContactFlowCommand,
  DescribeInstanceCommand,
  DisassociateLambdaFunctionCommand,
  InvalidContactFlowException,
  ListFlowAssociationsCommand,
  ListHoursOfOperationsCommand,
  ListInstancesCommand,
  ListLambdaFunctionsCommand,
  ListPhoneNumbersV2Command,
  ListQueuesCommand,
  ListTagsForResourceCommand,
  SearchContactFlowsCommand,
  SearchContactsCommand,
  TagResourceCommand,
  UpdateContactFlowContentCommand,
  UpdateContactFlowMetadataCommand,
} from "@aws-sdk/client-connect";
import { GetPolicyCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { credentials, openTestBench, type TestBench } from "../../calls/testing";
import { sketchFlow } from "../../flow-runner/testing/fake-world";
import { makeFunction } from "../../testing/make-function";
import { tellSandbox } from "../../testing/tell-sandbox";

let bench: TestBench;
let InstanceId = "";
const good = sketchFlow("end", { end: { type: "DisconnectParticipant" } });
const bad = sketchFlow("sing", { sing: { type: "Sing" } });

beforeAll(async () => {
  bench = await openTestBench();
  InstanceId = bench.instanceId;
});
afterAll(() => bench.stop());

const create = (Name: string, Content = good, Status: "PUBLISHED" | "SAVED" = "PUBLISHED") =>
  bench.connect.send(
    new CreateContactFlowCommand({
      InstanceId,
      Name,
      Type: "CONTACT_FLOW",
      Content,
      Status,
      Tags: { "patchbay:tenant": "t" },
    }),
  );

describe("the sandbox's Amazon Connect, through the real SDK", () => {
  it("starts with what a new account has", async () => {
    const instances = await bench.connect.send(new ListInstancesCommand({}));
    expect(instances.InstanceSummaryList?.[0]).toMatchObject({
      InstanceAlias: "patchbay-sandbox",
      Id: InstanceId,
    });
    const { Instance } = await bench.connect.send(new DescribeInstanceCommand({ InstanceId }));
    expect(Instance?.CreatedTime).toBeInstanceOf(Date);
    const queues = await bench.connect.send(
      new ListQueuesCommand({ InstanceId, QueueTypes: ["STANDARD"], MaxResults: 1 }),
    );
    expect(queues.QueueSummaryList?.map(({ Name }) => Name)).toEqual(["BasicQueue"]);
    const rest = await bench.connect.send(new ListQueuesCommand({ InstanceId, NextToken: queues.NextToken }));
    expect(rest.NextToken).toBeUndefined();
    const hours = await bench.connect.send(new ListHoursOfOperationsCommand({ InstanceId }));
    expect(hours.HoursOfOperationSummaryList?.[0]?.Name).toBe("Basic Hours");
  });

  it("validates what is published, names the block by its index, and doesn't validate drafts", async () => {
    const refused = await create("Refused", bad).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidContactFlowException);
    expect(refused).toMatchObject({
      problems: [{ message: "Invalid Action type. Type: Sing, Path: Actions[0].Type" }],
    });
    const { ContactFlowId } = await create("Draft", bad, "SAVED");
    await expect(
      bench.connect.send(new DescribeContactFlowCommand({ InstanceId, ContactFlowId })),
    ).rejects.toMatchObject({
      name: "ContactFlowNotPublishedException",
    });
    const draft = await bench.connect.send(
      new DescribeContactFlowCommand({ InstanceId, ContactFlowId: `${ContactFlowId}:$SAVED` }),
    );
    expect(draft.ContactFlow).toMatchObject({ Content: bad, Status: "SAVED" });
  });

  it("keeps a draft separate from what is published", async () => {
    const { ContactFlowId = "", FlowContentSha256 } = await create("Two sides");
    await bench.connect.send(
      new UpdateContactFlowContentCommand({
        InstanceId,
        ContactFlowId: `${ContactFlowId}:$SAVED`,
        Content: bad,
      }),
    );
    const { ContactFlow } = await bench.connect.send(
      new DescribeContactFlowCommand({ InstanceId, ContactFlowId }),
    );
    expect(ContactFlow).toMatchObject({ Content: good, FlowContentSha256 });
    await bench.connect.send(
      new UpdateContactFlowMetadataCommand({ InstanceId, ContactFlowId, Description: "changed" }),
    );
    const found = await bench.connect.send(
      new SearchContactFlowsCommand({
        InstanceId,
        SearchCriteria: {
          StringCondition: { FieldName: "name", Value: "Two sides", ComparisonType: "EXACT" },
        },
      }),
    );
    expect(found.ContactFlows).toMatchObject([
      { Id: ContactFlowId, Description: "changed", Tags: { "patchbay:tenant": "t" } },
    ]);
  });

  it("refuses a duplicate name and a flow that doesn't exist", async () => {
    await create("Twice");
    await expect(create("Twice")).rejects.toMatchObject({ name: "DuplicateResourceException" });
    await expect(
      bench.connect.send(
        new DescribeContactFlowCommand({ InstanceId, ContactFlowId: "00000000-0000-4000-8000-000000000000" }),
      ),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("accepts at most 11 digits of a number's beginning", async () => {
    const list = (PhoneNumberPrefix: string) =>
      bench.connect.send(new ListPhoneNumbersV2Command({ InstanceId, PhoneNumberPrefix }));
    expect((await list("+12065550101")).ListPhoneNumbersSummaryList).toHaveLength(1);
    await expect(list("+442079460123")).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("points a number at a flow and shows it only where AWS does", async () => {
    const { ContactFlowId, ContactFlowArn } = await create("For a number");
    const { ListPhoneNumbersSummaryList: [number] = [] } = await bench.connect.send(
      new ListPhoneNumbersV2Command({ InstanceId, PhoneNumberPrefix: "+12065550101" }),
    );
    const PhoneNumberId = number?.PhoneNumberId;
    await bench.connect.send(
      new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }),
    );
    const { FlowAssociationSummaryList } = await bench.connect.send(
      new BatchGetFlowAssociationCommand({
        InstanceId,
        ResourceIds: [number?.PhoneNumberArn ?? ""],
        ResourceType: "VOICE_PHONE_NUMBER",
      }),
    );
    expect(FlowAssociationSummaryList).toMatchObject([
      { ResourceId: number?.PhoneNumberArn, FlowId: ContactFlowArn },
    ]);
    await expect(
      bench.connect.send(new DeleteContactFlowCommand({ InstanceId, ContactFlowId })),
    ).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });

  it("associates an existing Lambda function once, and allows itself to invoke it while it is associated", async () => {
    const gone = "arn:aws:lambda:us-east-1:111122223333:function:nowhere:live";
    const associate = (FunctionArn: string) =>
      bench.connect.send(new AssociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
    await expect(associate(gone)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const { awsUrl } = bench.sandbox;
    const FunctionArn = `${await makeFunction(awsUrl, credentials, "associated")}:live`;
    await associate(FunctionArn);
    await expect(associate(FunctionArn)).rejects.toMatchObject({ name: "ResourceConflictException" });
    const listed = await bench.connect.send(new ListLambdaFunctionsCommand({ InstanceId }));
    expect(listed.LambdaFunctions).toEqual([FunctionArn]);
    const lambda = new LambdaClient({ endpoint: awsUrl, credentials, region: "us-east-1" });
    const readPolicy = () =>
      lambda.send(new GetPolicyCommand({ FunctionName: "associated", Qualifier: "live" }));
    const [statement] = JSON.parse((await readPolicy()).Policy ?? "").Statement;
    expect(statement).toMatchObject({
      Principal: { Service: "connect.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceAccount": "111122223333" } },
    });
    await bench.connect.send(new DisassociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
    await expect(readPolicy()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    lambda.destroy();
  });

  it("associates only voice connectors that exist, once", async () => {
    const integrate = (IntegrationArn: string) =>
      bench.connect.send(
        new CreateIntegrationAssociationCommand({
          InstanceId,
          IntegrationType: "CALL_TRANSFER_CONNECTOR",
          IntegrationArn,
        }),
      );
    await expect(integrate("arn:aws:chime:us-east-1:111122223333:vc/none")).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
    await expect(integrate(bench.addConnector("savg-sbc1.kore.ai"))).rejects.toMatchObject({
      name: "DuplicateResourceException",
    });
  });

  it("tags a flow", async () => {
    const { ContactFlowArn: resourceArn } = await create("Tagged");
    await bench.connect.send(new TagResourceCommand({ resourceArn, tags: { more: "yes" } }));
    const { tags } = await bench.connect.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ "patchbay:tenant": "t", more: "yes" });
  });

  it("refuses a search over more than eight weeks", async () => {
    const TimeRange = {
      Type: "INITIATION_TIMESTAMP" as const,
      StartTime: new Date("2026-01-01"),
      EndTime: new Date("2026-03-01"),
    };
    await expect(
      bench.connect.send(new SearchContactsCommand({ InstanceId, TimeRange })),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("throttles like an account with default rates, once they are on", async () => {
    const options = (ratesOn: boolean) =>
      tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/connect/options`, "PUT", { ratesOn });
    await options(true);
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, () => bench.connect.send(new ListQueuesCommand({ InstanceId }))),
    );
    await options(false);
    expect(asked.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
  });

  it("gets more phone numbers on request, each once and without a flow", async () => {
    const add = (number: string) =>
      tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/connect/options`, "PUT", { phoneNumbers: [number] });
    await add("+12065550190");
    await add("+12065550190");
    expect(await add("12065550191")).toMatchObject({ status: 400 });
    const { ListPhoneNumbersSummaryList: numbers = [] } = await bench.connect.send(
      new ListPhoneNumbersV2Command({ PhoneNumberPrefix: "+1206555019" }),
    );
    expect(numbers.map(({ PhoneNumber }) => PhoneNumber)).toEqual(["+12065550190"]);
    const { FlowAssociationSummaryList: flows = [] } = await bench.connect.send(
      new ListFlowAssociationsCommand({ InstanceId, ResourceType: "VOICE_PHONE_NUMBER" }),
    );
    expect(flows.map(({ ResourceId }) => ResourceId)).not.toContain(numbers[0]?.PhoneNumberArn);
  });
});
