import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateContactFlowCommand,
  DescribeInstanceCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { failureOf, openTestSandbox, rootKeys, type SandboxUnderTest } from "../testing/open-test-sandbox";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let skewMs = 0;

beforeAll(async () => {
  sandbox = await openTestSandbox({ clock: { now: () => Date.now() + skewMs } });
  clients = sandbox.clients();
});
afterEach(() => {
  skewMs = 0;
});
afterAll(() => sandbox.stop());

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
});

describe("a signature", () => {
  it("is accepted from the right key, and identifies the signer", async () => {
    expect(await clients.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: "111122223333",
      Arn: "arn:aws:iam::111122223333:user/patchbay-sandbox",
    });
  });

  it.each([
    [
      "of another secret",
      { ...rootKeys, secretAccessKey: "another" },
      "SignatureDoesNotMatch",
      "InvalidSignatureException",
    ],
    [
      "of an unknown key",
      { ...rootKeys, accessKeyId: "AKIANOBODY0000000000" },
      "InvalidClientTokenId",
      "UnrecognizedClientException",
    ],
    [
      "with a token that nobody gave",
      { ...rootKeys, sessionToken: "made-up" },
      "InvalidClientTokenId",
      "UnrecognizedClientException",
    ],
  ])("%s is refused in the words of each protocol", async (_name, keys, query, rest) => {
    const wrong = sandbox.clients(keys);
    expect(await failureOf(wrong.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: query,
      status: 403,
    });
    const connect = wrong.connect.send(new ListPhoneNumbersV2Command({}));
    expect(await failureOf(connect)).toMatchObject({ name: rest, status: 403 });
    const logs = wrong.logs.send(new DescribeLogGroupsCommand({}));
    expect(await failureOf(logs)).toMatchObject({ name: rest, status: 400 });
  });

  it.each([
    ["older", 6 * 60_000, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z/],
    ["newer", -6 * 60_000, /^Signature not yet current/],
  ])("that is more than five minutes %s than our clock is refused", async (_name, skew, message) => {
    skewMs = skew;
    const failure = await failureOf(clients.sts.send(new GetCallerIdentityCommand({})));
    expect(failure).toMatchObject({
      name: "SignatureDoesNotMatch",
      status: 403,
      message: expect.stringMatching(message),
    });
  });

  it("for another region, a request without one, and a body changed on the way are refused", async () => {
    const elsewhere = new STSClient({
      endpoint: sandbox.awsUrl,
      region: "eu-west-1",
      credentials: { ...rootKeys },
      maxAttempts: 1,
    });
    expect(await failureOf(elsewhere.send(new GetCallerIdentityCommand({})))).toMatchObject({ status: 403 });
    const unsigned = await fetch(sandbox.awsUrl, {
      method: "POST",
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    expect([unsigned.status, await unsigned.json()]).toMatchObject([
      403,
      { message: "Missing Authentication Token" },
    ]);
    const changed = sandbox.clients().sts;
    changed.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string };
        request.body = request.body.replace("2011-06-15", "2011-06-16");
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "change-body" },
    );
    expect(await failureOf(changed.send(new GetCallerIdentityCommand({})))).toMatchObject({ status: 403 });
  });
});

describe("a request's shape", () => {
  it("is checked against the schema for required members, in each protocol's words", async () => {
    const role = clients.iam.send(
      new CreateRoleCommand({ RoleName: "half", AssumeRolePolicyDocument: undefined }),
    );
    expect(await failureOf(role)).toMatchObject({
      name: "ValidationError",
      status: 400,
      message:
        "1 validation error detected: Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
    });
    const lambda = clients.lambda.send(
      new CreateFunctionCommand({ FunctionName: "x", Role: "r", Code: undefined }),
    );
    expect(await failureOf(lambda)).toMatchObject({
      status: 400,
      message: expect.stringContaining("'code'"),
    });
    const flow = new CreateContactFlowCommand({
      InstanceId: "i",
      Name: "n",
      Type: "CONTACT_FLOW",
      Content: undefined,
    });
    expect(await failureOf(clients.connect.send(flow))).toMatchObject({
      status: 400,
      message: expect.stringContaining("'content'"),
    });
  });

  it("is returned unchanged, for any text in names, tags, and documents", { timeout: 30_000 }, async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    // XML can't contain control characters, and IAM does its own trimming.
    const sayable = text.filter((one) => !/\p{C}/u.test(one) && one.trim() === one);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          sayable.filter((one) => one !== ""),
          sayable,
          { maxKeys: 4 },
        ),
        sayable,
        async (tags, description) => {
          count += 1;
          const RoleName = `any-${count}`;
          const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
          const document = JSON.stringify({ ...JSON.parse(trust), Id: description });
          await clients.iam.send(
            new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document, Description: description }),
          );
          if (Tags.length > 0) await clients.iam.send(new TagRoleCommand({ RoleName, Tags }));
          const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName }));
          expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(document);
          expect(Role?.Description ?? "").toBe(description);
          expect(Object.fromEntries((Role?.Tags ?? []).map(({ Key, Value }) => [Key, Value ?? ""]))).toEqual(
            tags,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is paged with tokens that neither repeat nor lose anything", async () => {
    for (const letter of ["a", "b", "c", "d", "e"])
      await clients.iam.send(
        new CreateRoleCommand({
          RoleName: `page-${letter}`,
          Path: "/paged/",
          AssumeRolePolicyDocument: trust,
        }),
      );
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await clients.iam.send(
        new ListRolesCommand({ PathPrefix: "/paged/", MaxItems: 2, Marker }),
      );
      names.push(...(page.Roles ?? []).map((role) => role.RoleName));
      Marker = page.Marker;
    } while (Marker);
    expect(names).toEqual(["page-a", "page-b", "page-c", "page-d", "page-e"]);
  });
});

describe("a fault", () => {
  const describeInstance = () => clients.connect.send(new DescribeInstanceCommand({ InstanceId: "none" }));
  const who = () => clients.logs.send(new DescribeLogGroupsCommand({}));
  afterEach(() => sandbox.control("DELETE", "/_sandbox/faults"));

  it.each([
    ["throttle", { name: "ThrottlingException", status: 400 }],
    [
      "deny",
      {
        name: "AccessDeniedException",
        status: 400,
        message: expect.stringContaining("is not authorized to perform: logs:DescribeLogGroups"),
      },
    ],
    ["error", { status: 500 }],
    ["malformed", {}],
  ])("%s affects exactly the requested operation, the requested number of times", async (kind, failure) => {
    const fault = { kind, service: "logs", operation: "DescribeLogGroups", times: 1 };
    expect(await sandbox.control("PUT", "/_sandbox/faults", fault)).toMatchObject({ status: 200 });
    expect((await failureOf(describeInstance()))?.name).toBe("ResourceNotFoundException");
    expect(await failureOf(who())).toMatchObject(failure);
    expect(await failureOf(who())).toBeUndefined();
  });

  it("of an unknown kind is refused with the list of kinds", async () => {
    expect(await sandbox.control("PUT", "/_sandbox/faults", { kind: "explode" })).toMatchObject({
      status: 400,
      body: { message: "kind must be one of throttle, deny, latency, error, malformed." },
    });
  });
});

it("loses everything on reset, and keeps its state across a restart", async () => {
  await clients.iam.send(new CreateRoleCommand({ RoleName: "kept", AssumeRolePolicyDocument: trust }));
  sandbox = await sandbox.restart();
  clients = sandbox.clients();
  expect((await clients.iam.send(new GetRoleCommand({ RoleName: "kept" }))).Role?.RoleName).toBe("kept");
  await sandbox.control("POST", "/_sandbox/reset");
  expect(await failureOf(clients.iam.send(new GetRoleCommand({ RoleName: "kept" })))).toMatchObject({
    name: "NoSuchEntityException",
    status: 404,
  });
});
