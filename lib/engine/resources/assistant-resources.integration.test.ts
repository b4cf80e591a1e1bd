import { DeleteRouteCommand, GetRoutesCommand } from "@aws-sdk/client-apigatewayv2";
import { UpdateResourceCommand } from "@aws-sdk/client-cloudcontrol";
import {
  type Application,
  CreateSecurityProfileCommand,
  DeleteSecurityProfileCommand,
  ListSecurityProfileApplicationsCommand,
  UpdateSecurityProfileCommand,
} from "@aws-sdk/client-connect";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listInstances } from "@/lib/aws/connect-account";
import { readLambdaManifest } from "@/lib/engine/lambda-artifacts";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import type { ResourceContext } from "../resource";
import { clientsOn, contextOn, liveThrough } from "../testing/life-of-resource";
import { connectIntegrationAssociation } from "./connect-integration-association";
import { httpApi } from "./http-api";
import { iamRole } from "./iam-role";
import { kvsReaderRole } from "./kvs-reader-role";
import { lambdaFunction } from "./lambda-function";
import { securityProfileApplication } from "./security-profile-application";
import { workspaceApplication } from "./workspace-application";

let sandbox: TestSandbox;
let context: ResourceContext;

beforeAll(async () => {
  sandbox = await startSandbox();
  const [instance] = await listInstances(clientsOn(sandbox));
  if (instance === undefined) throw new Error("the sandbox has no instance");
  context = { ...contextOn(sandbox, instance), signal: AbortSignal.timeout(300_000) };
});
afterAll(() => sandbox?.stop());

const role = { principal: "lambda.amazonaws.com", statements: [] };
const application = {
  name: "life agent assistant",
  namespace: "life.agent-assistant",
  accessUrl: "https://platform.vendor.example/workspace/",
  approvedOrigins: ["https://platform.vendor.example"],
  permissions: ["Contact.Attributes.View", "Contact.Details.View"],
  scope: "PER_CONTACT" as const,
  iframe: { allow: ["microphone"], sandbox: ["allow-scripts", "allow-same-origin"] },
  initializationTimeoutMs: 10_000,
};

describe("each resource type is created, kept, changed, corrected, and removed", () => {
  it("role that reads streams, which trusts the trigger function's role alone", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-KVSTrigger-role" }, undefined);
    const streams = `arn:aws:kinesisvideo:${context.region}:${context.accountId}:stream/life-connect-*`;
    const props = { name: "life-kvs-reader-role", triggerRoleArn: arn, streamArnPattern: streams };
    const keyArn = `arn:aws:kms:${context.region}:${context.accountId}:key/life`;
    await liveThrough<typeof props & { keyArn?: string | undefined }>(context, {
      type: kvsReaderRole,
      props,
      changed: { ...props, keyArn },
      drift: {
        path: "role.otherPolicies",
        byHand: () =>
          context.aws.iam.send(
            new PutRolePolicyCommand({
              RoleName: props.name,
              PolicyName: "by-hand",
              PolicyDocument: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "kinesisvideo:*", Resource: "*" }],
              }),
            }),
          ),
      },
    });
  });

  it("HTTP API, whose routes answer at its own address", async () => {
    const { arn = "" } = await iamRole.ensure(context, { ...role, name: "life-http-role" }, undefined);
    const made = await lambdaFunction.ensure(
      context,
      {
        name: "life-http-function",
        artifact: "AuthenticateBeforeStoringInDynamoDB",
        codeSha256: readLambdaManifest().AuthenticateBeforeStoringInDynamoDB?.sha256Base64 ?? "",
        runtime: "nodejs24.x",
        handler: "index.handler",
        roleArn: arn,
        memoryMb: 256,
        timeoutSeconds: 5,
        environment: { AUTH_TOKEN: "first" },
      },
      undefined,
    );
    const functionArn = made.aliasArn ?? "";
    const props = {
      name: "life-http-api",
      routes: [{ routeKey: "GET /credentials", functionArn }],
      cors: {
        allowOrigins: ["https://platform.vendor.example"],
        allowMethods: ["GET"],
        allowHeaders: ["Content-Type"],
        maxAgeSeconds: 600,
      },
      throttle: { ratePerSecond: 5, burst: 10 },
    };
    await liveThrough(context, {
      type: httpApi,
      props,
      changed: {
        ...props,
        routes: [...props.routes, { routeKey: "GET /status", functionArn }],
        throttle: { ratePerSecond: 2, burst: 4 },
      },
      drift: {
        path: "routes",
        byHand: async ({ id }) => {
          const { Items = [] } = await context.aws.httpApi.send(new GetRoutesCommand({ ApiId: id }));
          const [route] = Items;
          await context.aws.httpApi.send(new DeleteRouteCommand({ ApiId: id, RouteId: route?.RouteId }));
        },
      },
    });
  });

  it("application of the agent workspace, and its association with the instance", async () => {
    await liveThrough(context, {
      type: workspaceApplication,
      props: application,
      changed: { ...application, permissions: ["*"], iframe: { allow: [], sandbox: [] } },
      drift: {
        path: "scope",
        byHand: ({ arn }) => {
          const patch = [
            { op: "replace", path: "/ApplicationConfig/ContactHandling/Scope", value: "CROSS_CONTACTS" },
          ];
          return context.aws.cloudControl.send(
            new UpdateResourceCommand({
              TypeName: "AWS::AppIntegrations::Application",
              Identifier: arn,
              PatchDocument: JSON.stringify(patch),
            }),
          );
        },
      },
    });
    const { arn = "" } = await workspaceApplication.ensure(context, application, undefined);
    const props = { integrationType: "APPLICATION", integrationArn: arn };
    await liveThrough(context, { type: connectIntegrationAssociation, props });
    const have = await workspaceApplication.observe(context, application);
    if (have === undefined) throw new Error("the application is not there");
    await workspaceApplication.remove(context, application, have);
  });

  it("application in a security profile", async () => {
    const securityProfileId = await makeProfile("Life", [theirs("their-app"), tools]);
    const props = { securityProfileId, namespace: "life.agent-assistant" };
    await liveThrough(context, {
      type: securityProfileApplication,
      props,
    });
    expect(await applicationsOf(securityProfileId)).toEqual([theirs("their-app"), tools]);
  });
});

describe("an application in a security profile", () => {
  const namespace = "acme.agent-assistant";

  it("is refused in the plan when the profile is full or gone", async () => {
    const ten = Array.from({ length: 10 }, (_, index) => theirs(`app-${index}`));
    const full = { securityProfileId: await makeProfile("Full", ten), namespace };
    expect(await securityProfileApplication.refusal?.(context, full)).toMatchObject({
      code: "security-profile-full",
      sentence: expect.stringContaining("10 of 10 applications: app-0, app-1"),
    });
    const gone = { securityProfileId: await makeProfile("Gone", []), namespace };
    expect(await securityProfileApplication.refusal?.(context, gone)).toBeUndefined();
    await deleteProfile(gone.securityProfileId);
    expect(await securityProfileApplication.refusal?.(context, gone)).toMatchObject({
      code: "security-profile-absent",
    });
    expect(await securityProfileApplication.observe(context, gone)).toBeUndefined();
  });

  it("isn't written over a list that someone changes at the same time, and says which entry that is", async () => {
    const securityProfileId = await makeProfile("Busy", [theirs("before")]);
    const props = { securityProfileId, namespace };
    const stop = afterFirst("ListSecurityProfileApplications", () =>
      setApplications(securityProfileId, [theirs("before"), theirs("added-meanwhile")]),
    );
    await expect(securityProfileApplication.ensure(context, props, undefined)).rejects.toMatchObject({
      problem: {
        code: "security-profile-changed",
        sentence: expect.stringContaining("added-meanwhile. Patchbay didn't change it"),
      },
    });
    stop();
    expect(await applicationsOf(securityProfileId)).toEqual([theirs("before"), theirs("added-meanwhile")]);
    await securityProfileApplication.ensure(context, props, undefined);
    expect(await securityProfileApplication.observe(context, props)).toBeDefined();
  });

  it("says that someone else's change came right after its own", async () => {
    const securityProfileId = await makeProfile("Overtaken", [theirs("before")]);
    const stop = afterFirst("UpdateSecurityProfile", () =>
      setApplications(securityProfileId, [theirs("after")]),
    );
    const ensuring = securityProfileApplication.ensure(context, { securityProfileId, namespace }, undefined);
    await expect(ensuring).rejects.toMatchObject({
      problem: {
        code: "security-profile-changed",
        sentence: expect.stringMatching(/acme\.agent-assistant, after, before\. Patchbay's change was made/),
      },
    });
    stop();
  });

  it("is gone with the profile when it was deleted meanwhile", async () => {
    const securityProfileId = await makeProfile("Deleted", []);
    const props = { securityProfileId, namespace };
    await securityProfileApplication.ensure(context, props, undefined);
    const have = await securityProfileApplication.observe(context, props);
    if (have === undefined) throw new Error("the application is not there");
    await deleteProfile(securityProfileId);
    await securityProfileApplication.remove(context, props, have);
    await expect(securityProfileApplication.ensure(context, props, undefined)).rejects.toMatchObject({
      problem: { code: "security-profile-absent" },
    });
  });
});

const theirs = (Namespace: string): Application => ({
  Namespace,
  ApplicationPermissions: ["ACCESS"],
  Type: "THIRD_PARTY_APPLICATION",
});
const tools: Application = { Namespace: "tools", ApplicationPermissions: ["ACCESS"], Type: "MCP" };

async function makeProfile(name: string, Applications: Application[]): Promise<string> {
  const profile = { InstanceId: context.instanceId, SecurityProfileName: name, Applications };
  const made = await context.aws.connect.send(new CreateSecurityProfileCommand(profile));
  return made.SecurityProfileId ?? "";
}

function setApplications(SecurityProfileId: string, Applications: Application[]) {
  const profile = { InstanceId: context.instanceId, SecurityProfileId, Applications };
  return clientsOn(sandbox).connect.send(new UpdateSecurityProfileCommand(profile));
}

function deleteProfile(SecurityProfileId: string) {
  const profile = { InstanceId: context.instanceId, SecurityProfileId };
  return context.aws.connect.send(new DeleteSecurityProfileCommand(profile));
}

async function applicationsOf(SecurityProfileId: string) {
  const command = new ListSecurityProfileApplicationsCommand({
    InstanceId: context.instanceId,
    SecurityProfileId,
  });
  return (await context.aws.connect.send(command)).Applications;
}

/** Runs `then` after the first call of this operation, and lets the caller wait for it. */
function afterFirst(operation: string, then: () => Promise<unknown>): () => void {
  let isFirst = true;
  const name = `afterFirst${operation}`;
  context.aws.connect.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const answer = await next(args);
        if (isFirst && commandName === `${operation}Command`) {
          isFirst = false;
          await then();
        }
        return answer;
      },
    { step: "initialize", name },
  );
  return () => context.aws.connect.middlewareStack.remove(name);
}
