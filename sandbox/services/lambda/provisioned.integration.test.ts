import { CreateRoleCommand } from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetFunctionConfigurationCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PutProvisionedConcurrencyConfigCommand,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
const FunctionName = "warm";

beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
  const service = {
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [service] });
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({ RoleName: "warm", AssumeRolePolicyDocument }),
  );
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Role?.Arn,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Architectures: ["x86_64"],
      Publish: true,
      Code: { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => 1;") }) },
    }),
  );
  await clients.lambda.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
});
afterAll(() => sandbox.stop());

it("provisions environments for an alias: in progress, then ready, and removed when deleted", async () => {
  const target = { FunctionName, Qualifier: "live" };
  const get = () => clients.lambda.send(new GetProvisionedConcurrencyConfigCommand(target));
  expect(await failureOf(get())).toMatchObject({
    name: "ProvisionedConcurrencyConfigNotFoundException",
    status: 404,
  });
  const put = await clients.lambda.send(
    new PutProvisionedConcurrencyConfigCommand({ ...target, ProvisionedConcurrentExecutions: 2 }),
  );
  expect(put).toMatchObject({ Status: "IN_PROGRESS", RequestedProvisionedConcurrentExecutions: 2 });
  await expect.poll(async () => (await get()).Status, { timeout: 3000 }).toBe("READY");
  expect(await get()).toMatchObject({ AvailableProvisionedConcurrentExecutions: 2 });
  const { ProvisionedConcurrencyConfigs } = await clients.lambda.send(
    new ListProvisionedConcurrencyConfigsCommand({ FunctionName }),
  );
  expect(ProvisionedConcurrencyConfigs).toMatchObject([
    { FunctionArn: expect.stringMatching(/:warm:live$/), Status: "READY" },
  ]);
  await clients.lambda.send(new DeleteProvisionedConcurrencyConfigCommand(target));
  expect(await failureOf(get())).toMatchObject({ status: 404 });
});

it("supports it for published versions and aliases only", async () => {
  const latest = { FunctionName, Qualifier: "$LATEST", ProvisionedConcurrentExecutions: 1 };
  expect(
    await failureOf(clients.lambda.send(new PutProvisionedConcurrencyConfigCommand(latest))),
  ).toMatchObject({
    name: "InvalidParameterValueException",
  });
});

it("runs on x86_64", async () => {
  const { Architectures } = await clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect(Architectures).toEqual(["x86_64"]);
});
