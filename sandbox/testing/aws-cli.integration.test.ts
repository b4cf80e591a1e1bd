import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSandbox, rootKeys, type SandboxUnderTest } from "./open-test-sandbox";

const run = promisify(execFile);
let sandbox: SandboxUnderTest;
let hasCli = true;

/** The AWS CLI has its own models, signer, and parsers: a second check of what we write. */
beforeAll(async () => {
  sandbox = await openTestSandbox();
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore", timeout: 20_000 });
  } catch {
    hasCli = false;
    console.info("AWS's command line is not on this machine: its look at the sandbox is left out.");
  }
});
afterAll(() => sandbox.stop());

async function aws(...words: string[]): Promise<unknown> {
  const { stdout } = await run("aws", [...words, "--endpoint-url", sandbox.awsUrl, "--output", "json"], {
    timeout: 20_000,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: rootKeys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: rootKeys.secretAccessKey,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_MAX_ATTEMPTS: "1",
      AWS_PAGER: "",
    },
  });
  return stdout.trim() === "" ? undefined : JSON.parse(stdout);
}

it("works with the AWS CLI, in each protocol", async () => {
  if (!hasCli) return;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
  const role = [
    "--role-name",
    "cli",
    "--assume-role-policy-document",
    JSON.stringify(trust),
    "--tags",
    "Key=a b,Value=<c & d>",
  ];
  expect(await aws("iam", "create-role", ...role)).toMatchObject({
    Role: { RoleName: "cli", AssumeRolePolicyDocument: trust, Tags: [{ Key: "a b", Value: "<c & d>" }] },
  });
  await aws("logs", "create-log-group", "--log-group-name", "/cli");
  const answers = await Promise.all([
    aws("logs", "describe-log-groups", "--log-group-name-prefix", "/cli"),
    aws("chime-sdk-voice", "create-voice-connector", "--name", "cli", "--no-require-encryption"),
    aws("service-quotas", "get-service-quota", "--service-code", "connect", "--quota-code", "L-2BE4D75F"),
    aws("apigateway", "create-rest-api", "--name", "cli"),
    aws("connect", "list-instances"),
  ]);
  expect(answers).toMatchObject([
    { logGroups: [{ logGroupName: "/cli" }] },
    {
      VoiceConnector: {
        Name: "cli",
        RequireEncryption: false,
        CreatedTimestamp: expect.stringMatching(/^20/),
      },
    },
    { Quota: { Value: 2 } },
    { name: "cli", id: expect.stringMatching(/^[a-z0-9]{10}$/) },
    { InstanceSummaryList: [{ InstanceAlias: "patchbay-sandbox" }] },
  ]);
  await expect(aws("iam", "get-role", "--role-name", "nobody")).rejects.toMatchObject({
    stderr: expect.stringContaining(
      "(NoSuchEntity) when calling the GetRole operation: The role with name nobody cannot be found.",
    ),
  });
  await expect(aws("lambda", "get-function", "--function-name", "nobody")).rejects.toMatchObject({
    stderr: expect.stringContaining(
      "(ResourceNotFoundException) when calling the GetFunction operation: Function not found",
    ),
  });
});
