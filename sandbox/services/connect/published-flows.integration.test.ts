import {
  AssociateBotCommand,
  AssociateLambdaFunctionCommand,
  type ConnectClient,
  CreateContactFlowCommand,
  CreateContactFlowModuleCommand,
  CreateQueueCommand,
  CreateViewCommand,
  DescribeContactFlowModuleCommand,
  DescribePromptCommand,
  DescribeQueueCommand,
  DescribeViewCommand,
  InvalidContactFlowException,
  ListBotsCommand,
  ListContactFlowModulesCommand,
  ListContactFlowsCommand,
  ListHoursOfOperationsCommand,
  ListInstancesCommand,
  ListPromptsCommand,
  ListViewsCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BlockSketch, sketchFlow } from "../../flow-runner/testing/fake-world";
import { makeFunction } from "../../testing/make-function";
import { openTestSandbox, rootKeys, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let connect: ConnectClient;
let InstanceId = "";
let flows = 0;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  ({ connect } = sandbox.clients());
  InstanceId = (await connect.send(new ListInstancesCommand({}))).InstanceSummaryList?.[0]?.Id ?? "";
});
afterAll(() => sandbox.stop());

/** The problems of publishing one block whose branches all lead to the end. */
async function problemsOf(
  block: BlockSketch,
  Type: "CONTACT_FLOW" | "CUSTOMER_QUEUE" = "CONTACT_FLOW",
): Promise<string[]> {
  flows += 1;
  const Content = sketchFlow("first", {
    first: { next: "end", ...block },
    end: { type: "DisconnectParticipant" },
  });
  try {
    await connect.send(new CreateContactFlowCommand({ InstanceId, Name: `Flow ${flows}`, Type, Content }));
    return [];
  } catch (error) {
    if (!(error instanceof InvalidContactFlowException)) throw error;
    return (error.problems ?? []).map(({ message }) => message ?? "");
  }
}

const all = (...names: string[]) => Object.fromEntries(names.map((name) => [name, "end"]));

describe("publishing", () => {
  it("accepts AWS's views and the account's own, and no others", async () => {
    const showView = (Id: string) =>
      problemsOf({
        type: "ShowView",
        parameters: { ViewResource: { Id }, InvocationTimeLimitSeconds: "30", ViewData: { Heading: "$.X" } },
        conditions: [["Equals", "Next", "end"]],
        errors: all("NoMatchingCondition", "NoMatchingError", "TimeLimitExceeded"),
      });
    const { View } = await connect.send(
      new CreateViewCommand({
        InstanceId,
        Name: "Disposition",
        Status: "PUBLISHED",
        Content: { Template: "{}", Actions: ["Next"] },
      }),
    );
    expect(await showView("arn:aws:connect:us-east-1:aws:view/form:1")).toEqual([]);
    expect(await showView(View?.Arn ?? "")).toEqual([]);
    expect(await showView(`${View?.Arn}:$LATEST`)).toEqual([]);
    const wrong = ["Invalid Action property value. Path: Actions[0].Parameters.ViewResource.Id"];
    expect(await showView("arn:aws:connect:us-east-1:aws:view/horoscope:1")).toEqual(wrong);
    expect(await showView(`${View?.Arn}x`)).toEqual(wrong);
    const { ViewsSummaryList } = await connect.send(new ListViewsCommand({ InstanceId }));
    expect(ViewsSummaryList?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual(
      expect.arrayContaining([
        "Form AWS_MANAGED",
        "Confirmation AWS_MANAGED",
        "Disposition CUSTOMER_MANAGED",
      ]),
    );
    expect(await connect.send(new DescribeViewCommand({ InstanceId, ViewId: "form:1" }))).toMatchObject({
      View: {
        Arn: "arn:aws:connect:us-east-1:aws:view/form:1",
        Content: { Actions: ["Back", "Next", "Step"] },
      },
    });
  });

  it("accepts an associated bot, with every branch that Lex can take", async () => {
    const AliasArn = "arn:aws:lex:us-east-1:111122223333:bot-alias/BOT1234567/TSTALIASID";
    const lex: BlockSketch = {
      type: "ConnectParticipantWithLexBot",
      parameters: { Text: "What is it about?", LexV2Bot: { AliasArn } },
      conditions: [["Equals", "Billing", "end"]],
      errors: all("NoMatchingCondition", "NoMatchingError", "InputTimeLimitExceeded"),
    };
    expect(await problemsOf(lex)).toEqual([
      "Invalid Action property value. Path: Actions[0].Parameters.LexV2Bot.AliasArn",
    ]);
    await connect.send(new AssociateBotCommand({ InstanceId, LexV2Bot: { AliasArn } }));
    expect(await problemsOf(lex)).toEqual([]);
    expect((await connect.send(new ListBotsCommand({ InstanceId, LexVersion: "V2" }))).LexBots).toEqual([
      { LexV2Bot: { AliasArn } },
    ]);
    expect(await problemsOf({ ...lex, errors: {}, parameters: { LexV2Bot: { AliasArn } } })).toEqual([
      "Action is missing required property. Path: Actions[0].Parameters.PromptId",
      "Action is missing required error. Error: NoMatchingCondition, Path: Actions[0]",
      "Action is missing required error. Error: NoMatchingError, Path: Actions[0]",
    ]);
  });

  it("checks event hooks and lists of messages", async () => {
    const hook = (DisconnectAgentUI: string) =>
      problemsOf({
        type: "UpdateContactEventHooks",
        parameters: { EventHooks: { DisconnectAgentUI } },
        errors: all("NoMatchingError"),
      });
    const { ContactFlowSummaryList = [] } = await connect.send(new ListContactFlowsCommand({ InstanceId }));
    expect(await hook(ContactFlowSummaryList[0]?.Arn ?? "")).toEqual([]);
    const wrong = ["Invalid Action property value. Path: Actions[0].Parameters.EventHooks.DisconnectAgentUI"];
    expect(await hook("")).toEqual(wrong);
    expect(
      await hook((ContactFlowSummaryList[0]?.Arn ?? "").replace("111122223333", "274863560648")),
    ).toEqual(wrong);
    const { PromptSummaryList: [prompt] = [] } = await connect.send(new ListPromptsCommand({ InstanceId }));
    const { Prompt } = await connect.send(new DescribePromptCommand({ InstanceId, PromptId: prompt?.Id }));
    expect(Prompt?.Name).toBe(prompt?.Name);
    const messages = (PromptId: string) =>
      problemsOf(
        {
          type: "MessageParticipantIteratively",
          parameters: { Messages: [{ Text: "Wait." }, { PromptId }] },
        },
        "CUSTOMER_QUEUE",
      );
    expect(await messages(prompt?.Arn ?? "")).toEqual([]);
    expect(await messages("arn:x/prompt/none")).toEqual([
      "Invalid Action property value. Path: Actions[0].Parameters.Messages[1].PromptId",
    ]);
  });

  it("accepts a queue, a Lambda function, and a module that were created meanwhile", async () => {
    const { HoursOfOperationSummaryList: [hours] = [] } = await connect.send(
      new ListHoursOfOperationsCommand({ InstanceId }),
    );
    const queue = await connect.send(
      new CreateQueueCommand({ InstanceId, Name: "Billing", HoursOfOperationId: hours?.Id }),
    );
    expect(
      await connect.send(new DescribeQueueCommand({ InstanceId, QueueId: queue.QueueId })),
    ).toMatchObject({
      Queue: { Name: "Billing", HoursOfOperationId: hours?.Id },
    });
    expect(
      await problemsOf({
        type: "UpdateContactTargetQueue",
        parameters: { QueueId: queue.QueueArn },
        errors: all("NoMatchingError"),
      }),
    ).toEqual([]);
    const FunctionArn = await makeFunction(sandbox.awsUrl, rootKeys, "tokens");
    const invoke: BlockSketch = {
      type: "InvokeLambdaFunction",
      parameters: { LambdaFunctionARN: FunctionArn, InvocationTimeLimitSeconds: "8" },
      errors: all("NoMatchingError"),
    };
    expect(await problemsOf(invoke)).toHaveLength(1);
    await connect.send(new AssociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
    expect(await problemsOf(invoke)).toEqual([]);
    const Content = sketchFlow("end", { end: { type: "EndFlowModuleExecution" } });
    const made = await connect.send(
      new CreateContactFlowModuleCommand({ InstanceId, Name: "Greeting", Content }),
    );
    const invokeModule = (FlowModuleId: string) =>
      problemsOf({ type: "InvokeFlowModule", parameters: { FlowModuleId }, errors: all("NoMatchingError") });
    expect(await invokeModule(made.Arn ?? "")).toEqual([]);
    expect(await invokeModule(`${made.Arn}:live`)).toEqual([]);
    expect(await invokeModule(`${made.Arn}x`)).toHaveLength(1);
    const { ContactFlowModulesSummaryList } = await connect.send(
      new ListContactFlowModulesCommand({ InstanceId }),
    );
    expect(ContactFlowModulesSummaryList).toMatchObject([{ Name: "Greeting", State: "ACTIVE" }]);
    const described = await connect.send(
      new DescribeContactFlowModuleCommand({ InstanceId, ContactFlowModuleId: made.Id }),
    );
    expect(described.ContactFlowModule?.Content).toBe(Content);
  });
});
