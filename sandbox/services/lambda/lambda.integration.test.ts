import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { invokeFunction } from "./invoke-function";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let roleArn: string;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
  roleArn = await createRole("runs");
});
afterAll(() => sandbox.stop());

async function createRole(name: string): Promise<string> {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
  const { Role } = await clients.iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "*",
      },
    ],
  };
  await clients.iam.send(
    new PutRolePolicyCommand({ RoleName: name, PolicyName: "logs", PolicyDocument: JSON.stringify(policy) }),
  );
  return Role?.Arn ?? "";
}

const zip = (source: string, file = "index.js") => zipSync({ [file]: strToU8(source) });

async function create(name: string, source: string, more: object = {}): Promise<void> {
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: roleArn,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Code: { ZipFile: zip(source) },
      ...more,
    }),
  );
}

async function invoke(name: string, payload: unknown = {}) {
  const answer = await clients.lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(payload)), LogType: "Tail" }),
  );
  return {
    ...answer,
    payload: JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as unknown,
    log: Buffer.from(answer.LogResult ?? "", "base64").toString(),
  };
}

describe("a function", () => {
  it("runs in a process of its own with its environment, and keeps it warm", async () => {
    await create(
      "warm",
      `let calls = 0;
       exports.handler = async (event, context) => ({ calls: ++calls, event, name: context.functionName,
         colour: process.env.COLOUR, home: process.env.HOME ?? null, endpoint: process.env.AWS_ENDPOINT_URL, pid: process.pid });`,
      { Environment: { Variables: { COLOUR: "blue" } } },
    );
    const first = await invoke("warm", { n: 1 });
    const second = await invoke("warm", { n: 2 });
    expect(first.payload).toMatchObject({
      calls: 1,
      event: { n: 1 },
      name: "warm",
      colour: "blue",
      home: null,
      endpoint: sandbox.awsUrl,
    });
    expect(second.payload).toMatchObject({ calls: 2, event: { n: 2 } });
    expect((first.payload as { pid: number }).pid).not.toBe(process.pid);
    expect(first.log).toMatch(/INIT_START .*\n/);
    expect(second.log).not.toMatch(/INIT_START/);
  });

  it("writes START, its own lines, END and REPORT in Lambda's form", async () => {
    await create(
      "talks",
      `exports.handler = async () => { console.log("hello %s", "you"); process.stdout.write('{"ContactId":"c-1","level":"info"}\\n'); return 1; };`,
    );
    const { $metadata, log } = await invoke("talks");
    const id = $metadata.requestId;
    expect(log).toContain(`START RequestId: ${id} Version: $LATEST\n`);
    expect(log).toMatch(new RegExp(`\\d{4}-.*Z\\t${id}\\tINFO\\thello you\\n`));
    expect(log).toMatch(
      new RegExp(
        `END RequestId: ${id}\\nREPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: [\\d.]+ ms\\t\\n`,
      ),
    );
    const found = await clients.logs.send(
      new FilterLogEventsCommand({
        logGroupName: "/aws/lambda/talks",
        filterPattern: '{ $.ContactId = "c-1" && $.level = "info" }',
      }),
    );
    expect(found.events?.map((event) => event.message)).toEqual(['{"ContactId":"c-1","level":"info"}\n']);
  });

  it.each([
    [
      "throws",
      `exports.handler = async () => { throw new TypeError("bad day") };`,
      { errorType: "TypeError", errorMessage: "bad day" },
    ],
    ["cannot-load", `require("./nowhere"); exports.handler = 1;`, { errorType: "Runtime.ImportModuleError" }],
    [
      "has-no-handler",
      `exports.other = 1;`,
      { errorType: "Runtime.HandlerNotFound", errorMessage: "index.handler is undefined or not exported" },
    ],
    ["exits", `exports.handler = async () => process.exit(3);`, { errorType: "Runtime.ExitError" }],
  ])("that %s is reported as by Lambda", async (name, source, error) => {
    await create(name, source);
    const answer = await invoke(name);
    expect(answer.FunctionError).toBe("Unhandled");
    expect(answer.payload).toMatchObject(error);
  });

  it("that takes too long is killed, and the next call gets a new process", async () => {
    await create(
      "slow",
      `exports.handler = async (event) => event.slow ? new Promise(() => setInterval(() => {}, 1000)) : process.pid;`,
      { Timeout: 1 },
    );
    const before = await invoke("slow");
    const stuck = await invoke("slow", { slow: true });
    expect(stuck.FunctionError).toBe("Unhandled");
    expect(stuck.payload).toMatchObject({
      errorMessage: expect.stringContaining("Task timed out after 1.00 seconds"),
    });
    expect(stuck.log).toContain("Status: timeout");
    const after = await invoke("slow");
    expect(after.payload).not.toEqual(before.payload);
  });

  it("answers through an alias with the alias's version", async () => {
    await create("aliased", `exports.handler = async () => "one";`);
    const publish = async () =>
      (await clients.lambda.send(new PublishVersionCommand({ FunctionName: "aliased" }))).Version;
    const first = await publish();
    await clients.lambda.send(
      new CreateAliasCommand({ FunctionName: "aliased", Name: "live", FunctionVersion: first }),
    );
    await clients.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: "aliased",
        ZipFile: zip(`exports.handler = async () => "two";`),
      }),
    );
    expect((await invoke("aliased")).payload).toBe("two");
    expect((await invoke("aliased:live")).payload).toBe("one");
    const second = await publish();
    expect([first, second, await publish()]).toEqual(["1", "2", "2"]);
    await clients.lambda.send(
      new UpdateAliasCommand({ FunctionName: "aliased", Name: "live", FunctionVersion: second }),
    );
    const live = await invoke("aliased:live");
    expect([live.payload, live.ExecutedVersion]).toEqual(["two", "2"]);
  });

  it("allows a service only with a statement for exactly that alias and source", async () => {
    await create("guarded", `exports.handler = async () => "in";`, { Publish: true });
    await clients.lambda.send(
      new CreateAliasCommand({ FunctionName: "guarded", Name: "live", FunctionVersion: "1" }),
    );
    const sourceArn = "arn:aws:connect:us-east-1:111122223333:instance/one";
    const add = () =>
      clients.lambda.send(
        new AddPermissionCommand({
          FunctionName: "guarded",
          Qualifier: "live",
          StatementId: "connect",
          Action: "lambda:InvokeFunction",
          Principal: "connect.amazonaws.com",
          SourceArn: sourceArn,
          SourceAccount: "111122223333",
        }),
      );
    const call = (name: string, from = sourceArn) =>
      invokeFunction(sandbox.account, name, "{}", { principal: "connect.amazonaws.com", sourceArn: from });
    expect(await call("guarded:live")).toMatchObject({ kind: "refused", status: 403 });
    await add();
    expect(await call("guarded:live")).toMatchObject({ kind: "answered", payload: '"in"' });
    expect(await call("guarded")).toMatchObject({ kind: "refused", code: "AccessDeniedException" });
    expect(await call("guarded:live", `${sourceArn}-two`)).toMatchObject({ kind: "refused", status: 403 });
    expect(await failureOf(add())).toMatchObject({ name: "ResourceConflictException", status: 409 });
    const { Policy } = await clients.lambda.send(
      new GetPolicyCommand({ FunctionName: "guarded", Qualifier: "live" }),
    );
    expect(JSON.parse(Policy ?? "")).toMatchObject({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "connect",
          Principal: { Service: "connect.amazonaws.com" },
          Condition: { ArnLike: { "AWS:SourceArn": sourceArn } },
        },
      ],
    });
  });
});

describe("changing a function", () => {
  it("is refused while the last change is in progress, and with an old revision", async () => {
    sandbox.account.settling.functionUpdateMilliseconds = 60_000;
    await create("busy", `exports.handler = async () => 1;`);
    const configure = (RevisionId?: string) =>
      clients.lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: "busy", MemorySize: 256, RevisionId }),
      );
    sandbox.account.settling.functionUpdateMilliseconds = 0;
    const { Configuration } = await clients.lambda.send(new GetFunctionCommand({ FunctionName: "busy" }));
    expect(Configuration).toMatchObject({ State: "Pending" });
    expect(await failureOf(configure())).toMatchObject({ name: "ResourceConflictException", status: 409 });
    await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: "busy" }));
    await create("busy", `exports.handler = async () => 1;`);
    expect(await failureOf(configure("00000000-0000-0000-0000-000000000000"))).toMatchObject({
      name: "PreconditionFailedException",
      status: 412,
    });
    expect(await configure()).toMatchObject({ MemorySize: 256, LastUpdateStatus: "Successful" });
  });

  it("refuses a role that is too new, one that doesn't trust Lambda, and code that isn't a zip", async () => {
    sandbox.account.settling.rolePropagationMilliseconds = 60_000;
    const young = await failureOf(create("young", ""));
    sandbox.account.settling.rolePropagationMilliseconds = 0;
    expect(young).toMatchObject({
      name: "InvalidParameterValueException",
      message: "The role defined for the function cannot be assumed by Lambda.",
    });
    expect(
      await failureOf(create("stranger", "", { Role: "arn:aws:iam::111122223333:role/none" })),
    ).toMatchObject({ name: "InvalidParameterValueException" });
    expect(
      await failureOf(create("no-zip", "", { Code: { ZipFile: Buffer.from("not a zip") } })),
    ).toMatchObject({ message: expect.stringContaining("Could not unzip") });
    expect(await failureOf(create("slip", "", { Code: { ZipFile: zip("x", "../out.js") } }))).toMatchObject({
      message: expect.stringContaining("Could not unzip"),
    });
  });
});
