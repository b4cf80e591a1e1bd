import {
  CreateResourceCommand,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
  ListResourcesCommand,
  type ProgressEvent,
  UpdateResourceCommand,
} from "@aws-sdk/client-cloudcontrol";
import {
  CreateIntegrationAssociationCommand,
  DeleteIntegrationAssociationCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limitedKeys } from "../../testing/limited-keys";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { connectState } from "../connect/connect-state";
import { applicationType as TypeName } from "./resource-handlers";

let sandbox: SandboxUnderTest;
let cloudControl: ReturnType<SandboxUnderTest["clients"]>["cloudControl"];
let count = 0;

beforeAll(async () => {
  sandbox = await openTestSandbox();
  ({ cloudControl } = sandbox.clients());
});
beforeEach(() => requestsTake(0));
afterAll(() => sandbox.stop());

const requestsTake = (requestMilliseconds: number) =>
  sandbox.control("PUT", "/_sandbox/cloud-control/options", { requestMilliseconds });
const model = (changes: object = {}) => {
  count += 1;
  return {
    Name: `Agent AI ${count}`,
    Namespace: `patchbay.agent-ai.${count}`,
    Description: "Agent AI beside the contact",
    ApplicationSourceConfig: {
      ExternalUrlConfig: {
        AccessUrl: "https://agentassist.kore.ai/x/",
        ApprovedOrigins: ["https://agentassist.kore.ai"],
      },
    },
    Permissions: ["Contact.Details.View", "Contact.Attributes.View"],
    InitializationTimeout: 30_000,
    ApplicationConfig: { ContactHandling: { Scope: "PER_CONTACT" } },
    IframeConfig: { Allow: ["microphone"], Sandbox: ["allow-scripts"] },
    Tags: [{ Key: "patchbay:tenant", Value: "t" }],
    ...changes,
  };
};
const create = async (desired: object, ClientToken?: string) =>
  (
    await cloudControl.send(
      new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify(desired), ClientToken }),
    )
  ).ProgressEvent;
const status = async (event: ProgressEvent | undefined) =>
  (await cloudControl.send(new GetResourceRequestStatusCommand({ RequestToken: event?.RequestToken })))
    .ProgressEvent;
const made = async (desired = model()) => (await create(desired))?.Identifier ?? "";
const get = async (Identifier: string): Promise<unknown> => {
  const { ResourceDescription } = await cloudControl.send(new GetResourceCommand({ TypeName, Identifier }));
  return JSON.parse(ResourceDescription?.Properties ?? "");
};
const patch = async (Identifier: string, operations: object[]) =>
  (
    await cloudControl.send(
      new UpdateResourceCommand({ TypeName, Identifier, PatchDocument: JSON.stringify(operations) }),
    )
  ).ProgressEvent;
const remove = async (Identifier: string) =>
  (await cloudControl.send(new DeleteResourceCommand({ TypeName, Identifier }))).ProgressEvent;

describe("a workspace application, through Cloud Control", () => {
  it("is in progress first, then has every member that the typed client lacks", async () => {
    await requestsTake(150);
    const desired = model();
    const event = await create(desired);
    expect(event).toMatchObject({ TypeName, Operation: "CREATE", OperationStatus: "IN_PROGRESS" });
    expect(event?.Identifier).toBeUndefined();
    await expect.poll(async () => (await status(event))?.OperationStatus).toBe("SUCCESS");
    const { Identifier = "" } = (await status(event)) ?? {};
    expect(Identifier).toMatch(
      /^arn:aws:app-integrations:us-east-1:111122223333:application\/[0-9a-f-]{36}$/,
    );
    expect(await get(Identifier)).toEqual({
      ...desired,
      ApplicationArn: Identifier,
      Id: Identifier.split("/")[1],
    });
    await patch(Identifier, [{ op: "replace", path: "/InitializationTimeout", value: 1 }]);
    expect(await failureOf(remove(Identifier))).toMatchObject({ name: "ConcurrentOperationException" });
  });

  it("is changed by a patch, but not in its namespace", async () => {
    const arn = await made();
    const event = await patch(arn, [
      { op: "replace", path: "/Permissions", value: ["*"] },
      { op: "remove", path: "/Description" },
      { op: "add", path: "/IframeConfig/Sandbox/-", value: "allow-forms" },
    ]);
    expect(event?.OperationStatus).toBe("SUCCESS");
    expect(await get(arn)).toMatchObject({
      Permissions: ["*"],
      IframeConfig: { Sandbox: ["allow-scripts", "allow-forms"] },
    });
    expect(await get(arn)).not.toHaveProperty("Description");
    for (const [name, path, op] of [
      ["createOnlyProperties", "/Namespace", "replace"],
      ["readOnlyProperties", "/Id", "add"],
    ] as const)
      expect(await failureOf(patch(arn, [{ op, path, value: "other" }]))).toMatchObject({
        name: "NotUpdatableException",
        message: `Invalid patch update: ${name} [/properties${path}] cannot be updated`,
      });
    expect(await failureOf(patch(arn, [{ op: "remove", path: "/Name" }]))).toMatchObject({
      name: "ValidationException",
      message: "Model validation failed (#: required key [Name] not found)",
    });
    expect(await failureOf(patch(arn, [{ op: "remove", path: "/None" }]))).toMatchObject({
      name: "ValidationException",
    });
  });

  it.each([
    ["no namespace", { Namespace: undefined }],
    ["a namespace of 212 characters", { Namespace: "n".repeat(212) }],
    ["a namespace with a space", { Namespace: "agent ai" }],
    ["a name with an umlaut", { Name: "Größe" }],
    ["a member that the type lacks", { Iframe: {} }],
    ["another scope", { ApplicationConfig: { ContactHandling: { Scope: "ALL" } } }],
    ["a timeout of 600,001 ms", { InitializationTimeout: 600_001 }],
    ["a timeout that isn't a whole number", { InitializationTimeout: 1.5 }],
    ["26 iframe settings", { IframeConfig: { Allow: Array.from({ length: 26 }, () => "camera") } }],
    ["an address without a scheme", { ApplicationSourceConfig: { ExternalUrlConfig: { AccessUrl: "x" } } }],
    ["a reserved tag", { Tags: [{ Key: "aws:x", Value: "" }] }],
    ["permissions as a text", { Permissions: "*" }],
  ])("is refused with %s", async (_name, changes) => {
    expect(await failureOf(create(model(changes)))).toMatchObject({
      name: "ValidationException",
      status: 400,
      message: expect.stringMatching(/^Model validation failed \(#/),
    });
  });

  it("fails when its name or namespace is taken", async () => {
    const first = model();
    await made(first);
    for (const changes of [{ Name: first.Name }, { Namespace: first.Namespace }])
      expect(await create(model(changes))).toMatchObject({
        OperationStatus: "FAILED",
        ErrorCode: "AlreadyExists",
      });
  });

  it("is created once for one client token", async () => {
    const desired = model();
    const first = await create(desired, "one-token");
    expect(await create(desired, "one-token")).toEqual(first);
    expect(await failureOf(create(model(), "one-token"))).toMatchObject({
      name: "ClientTokenConflictException",
    });
  });

  it("is deleted only once nothing is associated with it", async () => {
    const arn = await made();
    const { connect } = sandbox.clients();
    const InstanceId = connectState(sandbox.account).data.instance.id;
    const { IntegrationAssociationId } = await connect.send(
      new CreateIntegrationAssociationCommand({
        ...{ InstanceId, IntegrationArn: arn },
        IntegrationType: "APPLICATION",
      }),
    );
    expect(await remove(arn)).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "InvalidRequest" });
    await connect.send(new DeleteIntegrationAssociationCommand({ InstanceId, IntegrationAssociationId }));
    expect(await remove(arn)).toMatchObject({ OperationStatus: "SUCCESS" });
    expect(await failureOf(get(arn))).toMatchObject({ name: "ResourceNotFoundException" });
    expect(await remove(arn)).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "NotFound" });
  });

  it("is in a list of pages, without the members that only reading it shows", async () => {
    await made();
    await made();
    const all: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await cloudControl.send(new ListResourcesCommand({ TypeName, NextToken, MaxResults: 2 }));
      expect(page.ResourceDescriptions?.length).toBeLessThanOrEqual(2);
      all.push(...(page.ResourceDescriptions?.map(({ Properties = "" }) => Properties) ?? []));
      ({ NextToken } = page);
    } while (NextToken);
    expect(all.length).toBeGreaterThan(2);
    expect(Object.keys(JSON.parse(all[0] ?? ""))).toEqual([
      "ApplicationArn",
      "Id",
      "Name",
      "Namespace",
      "Tags",
    ]);
  });

  it("is made with the caller's permissions: Cloud Control has none of its own", async () => {
    const keys = await limitedKeys(sandbox, "no-applications", ["cloudformation:*"]);
    const limited = sandbox.clients(keys).cloudControl;
    const call = new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify(model()) });
    expect((await limited.send(call)).ProgressEvent).toMatchObject({
      OperationStatus: "FAILED",
      ErrorCode: "AccessDenied",
      StatusMessage: expect.stringContaining("app-integrations:CreateApplication"),
    });
    const none = sandbox.clients(await limitedKeys(sandbox, "no-cloud-control", ["app-integrations:*"]));
    expect(await failureOf(none.cloudControl.send(call))).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("cloudformation:CreateResource"),
    });
  });
});

it("another type isn't in the sandbox, and a request token that nobody got is unknown", async () => {
  const call = new CreateResourceCommand({ TypeName: "AWS::S3::Bucket", DesiredState: "{}" });
  expect(await failureOf(cloudControl.send(call))).toMatchObject({ status: 501 });
  expect(await failureOf(status({ RequestToken: "none" }))).toMatchObject({
    name: "RequestTokenNotFoundException",
  });
});
