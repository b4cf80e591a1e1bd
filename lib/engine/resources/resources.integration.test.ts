import { UpdateAuthorizerCommand } from "@aws-sdk/client-api-gateway";
import { PutVoiceConnectorOriginationCommand } from "@aws-sdk/client-chime-sdk-voice";
import { CreateLogGroupCommand, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { UpdateContactFlowContentCommand, UpdateContactFlowNameCommand } from "@aws-sdk/client-connect";
import { UpdateTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  DeleteProvisionedConcurrencyConfigCommand,
  ListVersionsByFunctionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listInstances } from "@/lib/aws/connect-account";
import { describeAwsError } from "@/lib/aws/describe-aws-error";
import { handOver } from "@/lib/flows/edit/hand-over";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { asTenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { readLambdaManifest } from "../lambda-artifacts";
import type { ResourceContext } from "../resource";
import { clientsOn, contextOn, liveThrough } from "../testing/life-of-resource";
import { connectIntegrationAssociation } from "./connect-integration-association";
import { connectLambdaAssociation } from "./connect-lambda-association";
import { contactFlow } from "./contact-flow";
import { dynamodbTable } from "./dynamodb-table";
import { flowHandover } from "./flow-handover";
import { iamRole } from "./iam-role";
import { lambdaFunction } from "./lambda-function";
import { lambdaPermission } from "./lambda-permission";
import { logGroup } from "./log-group";
import { phoneNumberFlow } from "./phone-number-flow";
import { restApi } from "./rest-api";
import { voiceConnector } from "./voice-connector";

let sandbox: TestSandbox;
let context: ResourceContext;

beforeAll(async () => {
  sandbox = await startSandbox();
  const [instance] = await listInstances(clientsOn(sandbox));
  if (instance === undefined) throw new Error("the sandbox has no instance");
  context = contextOn(sandbox, instance);
});
afterAll(() => sandbox.stop());

const role = {
  name: "life-role",
  principal: "lambda.amazonaws.com",
  statements: [{ actions: ["logs:PutLogEvents"], resources: ["*"] }],
};
const authorizerCode = () => readLambdaManifest().AuthenticateBeforeStoringInDynamoDB?.sha256Base64 ?? "";
const functionOf = (name: string, roleArn: string) => ({
  name,
  artifact: "AuthenticateBeforeStoringInDynamoDB",
  codeSha256: authorizerCode(),
  runtime: "nodejs24.x",
  handler: "index.handler",
  roleArn,
  memoryMb: 256,
  timeoutSeconds: 5,
  environment: { AUTH_TOKEN: "first" },
});
const flowOf = (text: string) => ({
  name: "Life of a flow",
  flowType: "CONTACT_FLOW",
  description: "Says something and hangs up.",
  content: {
    Version: "2019-10-30",
    StartAction: "say",
    Metadata: {},
    Actions: [
      {
        Identifier: "say",
        Type: "MessageParticipant",
        Parameters: { Text: text },
        Transitions: { NextAction: "end", Errors: [{ NextAction: "end", ErrorType: "NoMatchingError" }] },
      },
      { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
    ],
  },
});

/** A flow whose callers another one can take over. */
const flowToQueue = (text: string) => {
  const flow = flowOf(text);
  const [say, end] = flow.content.Actions;
  const actions = [{ ...say, Identifier: "set-queue" }, { ...end }];
  return {
    ...flow,
    content: { ...flow.content, StartAction: "set-queue", Actions: actions } as FlowDocument,
  };
};

describe("each resource type is created, kept, changed, corrected, and removed", () => {
  it("DynamoDB table, to which an index is added later, and again when someone has removed it", () => {
    const props = {
      name: "life-table",
      partitionKey: "contactId",
      ttlAttribute: "expiresAt",
      indexes: [{ name: "by-session", partitionKey: "sessionId" }],
    };
    return liveThrough(context, {
      type: dynamodbTable,
      props,
      changed: { ...props, indexes: [...props.indexes, { name: "by-day", partitionKey: "day" }] },
      drift: {
        path: "indexes",
        byHand: async () => {
          await context.aws.dynamodb.send(
            new UpdateTableCommand({
              TableName: props.name,
              GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "by-session" } }],
            }),
          );
          await waitUntilTableExists(
            { client: context.aws.dynamodb, minDelay: 0.1, maxDelay: 0.2, maxWaitTime: 20 },
            { TableName: props.name },
          );
        },
      },
    });
  });

  it("IAM role", () =>
    liveThrough(context, {
      type: iamRole,
      props: role,
      changed: {
        ...role,
        statements: [{ actions: ["dynamodb:GetItem"], resources: ["arn:one", "arn:two"] }],
      },
      drift: {
        path: "otherPolicies",
        byHand: () =>
          context.aws.iam.send(
            new PutRolePolicyCommand({
              RoleName: role.name,
              PolicyName: "everything",
              PolicyDocument: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
              }),
            }),
          ),
      },
    }));

  it("log group", () =>
    liveThrough(context, {
      type: logGroup,
      props: { name: "/life/group", retentionDays: 30 },
      changed: { name: "/life/group", retentionDays: 90 },
      drift: {
        path: "retentionDays",
        byHand: () =>
          context.aws.logs.send(
            new PutRetentionPolicyCommand({ logGroupName: "/life/group", retentionInDays: 1 }),
          ),
      },
    }));

  it("Lambda function, behind its alias, with a role that is still settling", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-function-role" }, undefined);
    const props = functionOf("life-function", arn);
    await liveThrough(context, {
      type: lambdaFunction,
      props,
      changed: { ...props, memoryMb: 512, environment: { AUTH_TOKEN: "second" } },
      drift: {
        path: "environment.EXTRA",
        byHand: () =>
          context.aws.lambda.send(
            new UpdateFunctionConfigurationCommand({
              FunctionName: props.name,
              Environment: { Variables: { AUTH_TOKEN: "second", EXTRA: "by hand" } },
            }),
          ),
      },
    });
  });

  it("Lambda function, of whose versions the live one and the four before it stay", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-versions-role" }, undefined);
    const props = functionOf("life-versions", arn);
    for (let memoryMb = 128; memoryMb < 136; memoryMb += 1) {
      await lambdaFunction.ensure(
        context,
        { ...props, memoryMb },
        await lambdaFunction.observe(context, props),
      );
    }
    const { Versions } = await context.aws.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: props.name }),
    );
    expect(Versions?.map(({ Version }) => Version)).toEqual(["$LATEST", "4", "5", "6", "7", "8"]);
    const live = await lambdaFunction.observe(context, props);
    expect(live?.outputs.version).toBe("8");
  });

  it("Lambda function with environments kept warm, which cost nothing unasked", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-warm-role" }, undefined);
    const props = { ...functionOf("life-warm", arn), provisionedConcurrency: 0 };
    const changed = { ...props, provisionedConcurrency: 2 };
    expect(lambdaFunction.chargeOfChange?.(changed, props)).toMatch(/provisioned concurrency/);
    expect(lambdaFunction.chargeOfChange?.(props, changed)).toBeUndefined();
    await liveThrough(context, {
      type: lambdaFunction,
      props,
      changed,
      drift: {
        path: "provisionedConcurrency",
        byHand: () =>
          context.aws.lambda.send(
            new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: props.name, Qualifier: "live" }),
          ),
      },
    });
  });

  it("permission to call, and the instance's list of Lambdas", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-permission-role" }, undefined);
    const made = await lambdaFunction.ensure(context, functionOf("life-called", arn), undefined);
    const permission = {
      functionName: "life-called",
      qualifier: "live",
      statementId: "patchbay-connect" as const,
      principal: "connect.amazonaws.com",
      sourceArn: context.instanceArn,
      sourceAccount: context.accountId,
    };
    await liveThrough(context, {
      type: lambdaPermission,
      props: permission,
      changed: { ...permission, sourceArn: `${context.instanceArn}/other` },
    });
    await liveThrough(context, {
      type: connectLambdaAssociation,
      props: { functionArn: made.aliasArn ?? "" },
    });
  });

  it("REST API, seen when it was edited and not deployed", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-api-role" }, undefined);
    const made = await lambdaFunction.ensure(context, functionOf("life-api-function", arn), undefined);
    const functionAliasArn = made.aliasArn ?? "";
    const props = {
      name: "life-api",
      stage: "dev",
      path: "/call-metadata",
      storeFunctionAliasArn: functionAliasArn,
      authorizer: {
        name: "clientAuth",
        functionAliasArn,
        identityHeader: "authorizationToken",
        tokenPattern: "^[a-z]+$",
        ttlSeconds: 0,
      },
    };
    await liveThrough(context, {
      type: restApi,
      props,
      changed: { ...props, authorizer: { ...props.authorizer, ttlSeconds: 30 } },
      drift: {
        path: "deployment",
        byHand: ({ id, authorizerId }) =>
          context.aws.apiGateway.send(
            new UpdateAuthorizerCommand({
              restApiId: id,
              authorizerId,
              patchOperations: [{ op: "replace", path: "/authorizerResultTtlInSeconds", value: "60" }],
            }),
          ),
      },
    });
  });

  it("voice connector and its association with the instance", async () => {
    const route = { host: "sbc1.example.org", port: 5060, protocol: "UDP" as const, priority: 1, weight: 1 };
    const props = {
      name: "life-connector",
      requireEncryption: false,
      routes: [route],
      sipLogs: true,
      mediaLogs: true,
      sbcTypes: ["AUDIOCODES_MEDIANT_SBC"],
      contactCenterSystemTypes: ["GENESYS_ENGAGE_ON_PREMISES"],
    };
    const drift = {
      path: "routes",
      byHand: ({ id }: Record<string, string>) =>
        context.aws.chimeVoice.send(
          new PutVoiceConnectorOriginationCommand({
            VoiceConnectorId: id,
            Origination: { Routes: [], Disabled: true },
          }),
        ),
    };
    await liveThrough(context, { type: voiceConnector, props, changed: { ...props, sipLogs: false }, drift });
    const { arn = "" } = await voiceConnector.ensure(context, props, undefined);
    const association = { integrationType: "CALL_TRANSFER_CONNECTOR", integrationArn: arn };
    await liveThrough(context, { type: connectIntegrationAssociation, props: association });
  });

  it("contact flow", () =>
    liveThrough(context, {
      type: contactFlow,
      props: flowOf("Hello."),
      changed: flowOf("Good morning."),
      drift: {
        path: "content.say.Parameters.Text",
        byHand: ({ id }) =>
          context.aws.connect.send(
            new UpdateContactFlowContentCommand({
              InstanceId: context.instanceId,
              ContactFlowId: id,
              Content: JSON.stringify(flowOf("Changed by hand.").content),
            }),
          ),
      },
    }));

  it("handover from another flow, which is as before afterwards with what was changed in it by hand", async () => {
    const entry = await contactFlow.ensure(
      context,
      { ...flowToQueue("Please hold."), name: "Entry" },
      undefined,
    );
    const make = (name: string) => contactFlow.ensure(context, { ...flowOf(name), name }, undefined);
    const [one, other] = [await make("Takes over"), await make("Takes over later")];
    const { id: flowId = "" } = entry;
    const publish = (content: object) =>
      context.aws.connect.send(
        new UpdateContactFlowContentCommand({
          InstanceId: context.instanceId,
          ContactFlowId: flowId,
          Content: JSON.stringify(content),
        }),
      );
    const byHand = flowToQueue("Changed by hand.").content;
    await liveThrough(context, {
      type: flowHandover,
      props: { flowId, toFlow: one.arn ?? "" },
      changed: { flowId, toFlow: other.arn ?? "" },
      drift: { path: "toFlow", byHand: () => publish(handOver(byHand, entry.arn ?? "") ?? byHand) },
    });
    const want = { ...flowToQueue("Changed by hand."), name: "Entry" };
    const now = await contactFlow.observe({ ...context, record: { physicalId: "", outputs: entry } }, want);
    expect(now?.state.content).toEqual(byHand);
  });
});

describe("a handover from another flow", () => {
  it("isn't taken back where somebody sent its callers elsewhere, or took away the queue to go back to", async () => {
    const make = (name: string, flow: ReturnType<typeof flowToQueue>) =>
      contactFlow.ensure(context, { ...flow, name }, undefined);
    const { id: flowId = "", arn: entry = "" } = await make("Handed over", flowToQueue("Please hold."));
    const { arn: toFlow = "" } = await make("Takes its callers", flowOf("Hello."));
    const handover = { flowId, toFlow };
    const publish = (content: object) =>
      context.aws.connect.send(
        new UpdateContactFlowContentCommand({
          InstanceId: context.instanceId,
          ContactFlowId: flowId,
          Content: JSON.stringify(content),
        }),
      );
    const remove = async () => {
      const have = await flowHandover.observe(context, handover);
      if (have === undefined) throw new Error("the flow isn't handed over");
      await flowHandover.remove(context, handover, have);
    };
    const plain = flowToQueue("Please hold.").content;
    await publish(handOver(plain, entry) ?? plain);
    await remove();
    expect(await flowHandover.observe(context, handover)).toMatchObject({ state: { toFlow: entry } });

    const joined = JSON.stringify(handOver(plain, toFlow));
    await publish(JSON.parse(joined.replaceAll('"set-queue"', '"renamed"')));
    await expect(remove()).rejects.toMatchObject({ problem: { code: "handover-without-way-back" } });
    expect(await flowHandover.observe(context, handover)).toMatchObject({ state: { toFlow } });
  });
});

describe("a handover from another tenant's flow, of the same instance", () => {
  const theirs = () => ({ ...context, owner: { ...context.owner, tenant: asTenantId("another") } });

  it("is refused, whether it already goes on to a flow or not, and theirs is never taken back", async () => {
    const make = (who: ResourceContext, flow: ReturnType<typeof flowToQueue>, name: string) =>
      contactFlow.ensure(who, { ...flow, name }, undefined);
    const { id: flowId = "" } = await make(theirs(), flowToQueue("Please hold."), "Their entry");
    const { arn: toFlow = "" } = await make(context, flowOf("Hello."), "Would take their callers");
    const handover = { flowId, toFlow };
    expect(await flowHandover.refusal?.(context, handover)).toMatchObject({ code: "handover-flow-not-ours" });
    await expect(flowHandover.ensure(context, handover, undefined)).rejects.toMatchObject({
      problem: { code: "handover-flow-not-ours" },
    });
    expect(await flowHandover.observe(context, handover)).toBeUndefined();

    const { arn: own = "" } = await make(theirs(), flowOf("Hello."), "Takes their callers");
    await flowHandover.ensure(theirs(), { flowId, toFlow: own }, undefined);
    const seen = await flowHandover.observe(context, handover);
    expect(seen).toMatchObject({ ownership: { kind: "other-tenant" }, state: { toFlow: own } });
    if (seen === undefined) throw new Error("the flow isn't handed over");
    await flowHandover.remove(context, { flowId, toFlow: own }, seen);
    expect(await flowHandover.observe(theirs(), handover)).toMatchObject({
      ownership: { kind: "ours" },
      state: { toFlow: own },
    });
  });
});

describe("a phone number's flow", () => {
  it("is assigned to ours and restored on removal, unless it was reassigned since", async () => {
    const { id: flowId = "" } = await contactFlow.ensure(
      context,
      { ...flowOf("Ours."), name: "Ours" },
      undefined,
    );
    const props = { phoneNumber: "+12065550100", flowId };
    const before = await phoneNumberFlow.observe(context, props);
    const previousFlowId = before?.state.flowId ?? "";
    expect(previousFlowId).not.toBe("");

    const outputs = await phoneNumberFlow.ensure(context, props, before);
    const ours = await phoneNumberFlow.observe(context, props);
    expect(ours?.state.flowId).toBe(flowId);

    const recorded = { ...context, record: { physicalId: "number", outputs, previous: before?.previous } };
    if (ours === undefined) throw new Error("the number is not there");
    await phoneNumberFlow.remove(recorded, props, ours);
    const after = await phoneNumberFlow.observe(context, props);
    expect(after?.state.flowId).toBe(previousFlowId);

    if (after === undefined) throw new Error("the number is not there");
    await phoneNumberFlow.remove(recorded, props, after);
    expect((await phoneNumberFlow.observe(context, props))?.state.flowId).toBe(previousFlowId);
  });

  it("can't be set for a number that isn't claimed, and says so", async () => {
    const looking = phoneNumberFlow.observe(context, { phoneNumber: "+12065559999", flowId: "any" });
    await expect(looking).rejects.toMatchObject({ problem: { code: "number-not-claimed" } });
  });
});

describe("what isn't ours", () => {
  it("is told from ours by its tags", async () => {
    await context.aws.logs.send(new CreateLogGroupCommand({ logGroupName: "/by/hand" }));
    const seen = await logGroup.observe(context, { name: "/by/hand", retentionDays: 30 });
    expect(seen?.ownership).toEqual({ kind: "untagged" });
    await logGroup.ensure(context, { name: "/of/ours", retentionDays: 30 }, undefined);
    const elsewhere = { ...context, owner: { ...context.owner, installation: "another" } };
    const foreign = await logGroup.observe(elsewhere, { name: "/of/ours", retentionDays: 30 });
    expect(foreign?.ownership).toEqual({ kind: "other-installation", owner: "test-one" });
  });

  it("is found by our record when a flow was renamed by hand", async () => {
    const outputs = await contactFlow.ensure(context, { ...flowOf("Hi."), name: "Before" }, undefined);
    await context.aws.connect.send(
      new UpdateContactFlowNameCommand({
        InstanceId: context.instanceId,
        ContactFlowId: outputs.id,
        Name: "After",
      }),
    );
    const recorded = { ...context, record: { physicalId: outputs.arn ?? "", outputs } };
    const seen = await contactFlow.observe(recorded, { ...flowOf("Hi."), name: "Before" });
    expect(seen?.state.name).toBe("After");
  });
});

describe("what AWS refuses", () => {
  it("names the block of a flow that Connect doesn't publish", async () => {
    const broken = flowOf("Hello.");
    const [say] = broken.content.Actions;
    if (say === undefined) throw new Error("no block");
    say.Transitions = { NextAction: "nowhere", Errors: [] };
    const making = contactFlow.ensure(context, { ...broken, name: "Broken" }, undefined);
    await expect(making).rejects.toBeInstanceOf(ProblemError);
    const { problem } = (await making.catch((error: unknown) => error)) as ProblemError;
    expect(problem).toMatchObject({ code: "flow-rejected", sentence: expect.stringContaining("say") });
  });

  it("is reported with the missing action, or as a throttle", async () => {
    await fault({ service: "logs", operation: "CreateLogGroup", kind: "deny", times: 1 });
    const denied = await logGroup
      .ensure(context, { name: "/denied", retentionDays: 30 }, undefined)
      .catch(describeAwsError);
    expect(denied).toMatchObject({
      code: "permission-missing",
      sentence: "AWS denied logs:CreateLogGroup to this connection.",
    });
    await fault({ service: "logs", operation: "CreateLogGroup", kind: "throttle", times: 20 });
    const throttled = await logGroup
      .ensure(context, { name: "/slow", retentionDays: 30 }, undefined)
      .catch(describeAwsError);
    expect(throttled).toMatchObject({ code: "throttled" });
    await tellSandbox(sandbox, "DELETE", "faults");
  });
});

const fault = (body: object) => tellSandbox(sandbox, "PUT", "faults", body);
