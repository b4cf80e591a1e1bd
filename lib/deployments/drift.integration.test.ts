import { ListPhoneNumbersV2Command } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listInstances } from "@/lib/aws/connect-account";
import { accessLogFormat } from "@/lib/blueprints/shared/access-log-format";
import { fingerprintObserved } from "@/lib/engine/fingerprint";
import { readLambdaManifest } from "@/lib/engine/lambda-artifacts";
import { countAttention, planDeployment } from "@/lib/engine/plan";
import { physicalIdOf } from "@/lib/engine/plan-step";
import { nothingStood } from "@/lib/engine/previous";
import { resourceTypes } from "@/lib/engine/registry";
import type { DesiredResource, ResourceContext } from "@/lib/engine/resource";
import { clientsOn, contextOn } from "@/lib/engine/testing/life-of-resource";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { findResourceType } from "@/lib/vendors/resource-types";
import { applyStep } from "./apply-step";
import { apiChanges } from "./testing/hand-changes/api";
import {
  applicationChanges,
  attributeChanges,
  httpApiChanges,
  mediaChanges,
  readerRoleChanges,
} from "./testing/hand-changes/assistant";
import type { HandChange, HandChanges } from "./testing/hand-changes/hand-change";
import { lambdaChanges, permissionChanges } from "./testing/hand-changes/lambda";
import {
  connectorChanges,
  flowChanges,
  groupChanges,
  handoverChanges,
  numberChanges,
  roleChanges,
  tableChanges,
} from "./testing/hand-changes/others";

/** What stands in the account, each made before the first change to it, and needed by the next. */
const things: readonly {
  type: string;
  changes: HandChanges;
  props(known: Known): Record<string, unknown>;
}[] = [
  {
    type: "iam-role",
    changes: roleChanges,
    props: () => ({
      name: "drift-role",
      principal: "lambda.amazonaws.com",
      statements: [{ actions: ["logs:PutLogEvents"], resources: ["*"] }],
    }),
  },
  { type: "log-group", changes: groupChanges, props: () => ({ name: "/drift/group", retentionDays: 30 }) },
  {
    type: "dynamodb-table",
    changes: tableChanges,
    props: () => ({
      name: "drift-table",
      partitionKey: "contactId",
      ttlAttribute: "expiresAt",
      indexes: [{ name: "by-session", partitionKey: "sessionId" }],
    }),
  },
  {
    type: "lambda-function",
    changes: lambdaChanges,
    props: (known) => ({
      name: "drift-function",
      artifact: "AuthenticateBeforeStoringInDynamoDB",
      codeSha256: readLambdaManifest().AuthenticateBeforeStoringInDynamoDB?.sha256Base64 ?? "",
      runtime: "nodejs24.x",
      handler: "index.handler",
      roleArn: known["iam-role"]?.arn ?? "",
      memoryMb: 256,
      timeoutSeconds: 5,
      environment: { AUTH_TOKEN: "first" },
      provisionedConcurrency: 0,
    }),
  },
  {
    type: "lambda-permission",
    changes: permissionChanges,
    props: () => ({
      functionName: "drift-function",
      qualifier: "live",
      statementId: "patchbay-connect",
      principal: "connect.amazonaws.com",
      sourceArn: context.instanceArn,
      sourceAccount: context.accountId,
    }),
  },
  {
    type: "rest-api",
    changes: apiChanges,
    props: (known) => ({
      name: "drift-api",
      stage: "dev",
      path: "/drift/posts",
      storeFunctionAliasArn: known["lambda-function"]?.aliasArn ?? "",
      authorizer: {
        name: "clientAuth",
        functionAliasArn: known["lambda-function"]?.aliasArn ?? "",
        identityHeader: "authorizationToken",
        tokenPattern: "^[a-z]+$",
        ttlSeconds: 0,
      },
      accessLog: { logGroupArn: known["log-group"]?.arn ?? "", format: accessLogFormat },
    }),
  },
  {
    type: "voice-connector",
    changes: connectorChanges,
    props: () => ({
      name: "drift-connector",
      requireEncryption: false,
      routes: [{ host: "sbc1.example.org", port: 5060, protocol: "UDP", priority: 1, weight: 1 }],
      sipLogs: true,
      mediaLogs: true,
      sbcTypes: ["AUDIOCODES_MEDIANT_SBC"],
      contactCenterSystemTypes: ["GENESYS_ENGAGE_ON_PREMISES"],
    }),
  },
  {
    type: "contact-flow",
    changes: flowChanges,
    props: () => ({
      name: "Drift",
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
            Parameters: { Text: "Hello" },
            Transitions: { NextAction: "end", Errors: [{ NextAction: "end", ErrorType: "NoMatchingError" }] },
          },
          { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
        ],
      },
    }),
  },
  {
    type: "flow-handover",
    changes: handoverChanges,
    props: (known) => ({ flowId: queueFlowId, toFlow: known["contact-flow"]?.arn ?? "" }),
  },
  {
    type: "phone-number-flow",
    changes: numberChanges,
    props: (known) => ({ phoneNumber, flowId: known["contact-flow"]?.id ?? "" }),
  },
  {
    type: "kvs-reader-role",
    changes: readerRoleChanges,
    props: (known) => ({
      name: "drift-kvs-reader-role",
      triggerRoleArn: known["iam-role"]?.arn ?? "",
      streamArnPattern: `arn:aws:kinesisvideo:${context.region}:${context.accountId}:stream/drift-connect-*`,
      keyArn: `arn:aws:kms:${context.region}:${context.accountId}:key/drift`,
    }),
  },
  {
    type: "http-api",
    changes: httpApiChanges,
    props: (known) => ({
      name: "drift-http-api",
      routes: [{ routeKey: "GET /drift", functionArn: known["lambda-function"]?.aliasArn ?? "" }],
      cors: {
        allowOrigins: ["https://platform.vendor.example"],
        allowMethods: ["GET"],
        allowHeaders: ["content-type"],
        maxAgeSeconds: 600,
      },
      throttle: { ratePerSecond: 5, burst: 10 },
    }),
  },
  {
    type: "workspace-application",
    changes: applicationChanges,
    props: () => ({
      name: "drift application",
      namespace: "drift.application",
      accessUrl: "https://platform.vendor.example/app",
      approvedOrigins: ["https://platform.vendor.example"],
      permissions: ["Contact.Details.View"],
      scope: "PER_CONTACT",
      iframe: { allow: ["microphone"], sandbox: ["allow-scripts"] },
      initializationTimeoutMs: 5_000,
    }),
  },
  {
    type: "instance-attribute",
    changes: attributeChanges,
    props: () => ({ attribute: "EARLY_MEDIA", value: "true" }),
  },
  {
    type: "instance-media-streams",
    changes: mediaChanges,
    props: () => ({ prefix: "drift", retentionHours: 1, keyId: "alias/aws/kinesisvideo" }),
  },
];

/** Changed by hand in a test of their own, or in none for the reason that stands here. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // Both are about the account's permissions boundary for functions: onboarding.integration.test.ts.
  "iam-role": ["boundaryMissing", "otherBoundary"],
  // A second change of TTL within an hour is refused by DynamoDB; the sandbox has one region, and changes no index.
  "dynamodb-table": ["indexes", "ttlAttribute", "replicas"],
  // Connect has no call that changes it or that takes a published flow back to a draft.
  "contact-flow": ["flowType", "status"],
  // Only Connect itself sets a number's status; its flow is changed in claimed-number.integration.test.ts.
  "claimed-number": ["status", "otherFlow"],
  // http-api-read.test.ts: the sandbox builds no HTTP APIs with authorization.
  "http-api": ["authorization"],
  // The account's permissions boundary: as for iam-role.
  "kvs-reader-role": ["otherBoundary"],
  // instance-settings.integration.test.ts: another key, and live media streaming that Patchbay didn't set up.
  "instance-media-streams": ["keyId", "retention", "ownPrefix"],
  // security-profile-application.test.ts: no call of Connect's takes it away.
  "security-profile-application": ["applicationPermissions"],
  // shared-things.integration.test.ts
  "api-log-role": ["account.cloudwatchRoleArn", "role"],
};

type Known = Record<string, Record<string, string>>;
let sandbox: TestSandbox;
let context: ResourceContext;
let phoneNumber = "";
let queueFlowId = "";
const known: Known = {};

beforeAll(async () => {
  sandbox = await startSandbox();
  const [instance] = await listInstances(clientsOn(sandbox));
  if (instance === undefined) throw new Error("the sandbox has no instance");
  context = { ...contextOn(sandbox, instance), signal: AbortSignal.timeout(600_000) };
  const { ListPhoneNumbersSummaryList = [] } = await context.aws.connect.send(
    new ListPhoneNumbersV2Command({ InstanceId: instance.id }),
  );
  phoneNumber = ListPhoneNumbersSummaryList[0]?.PhoneNumber ?? "";
  await apply({ logicalId: "log-role", type: "api-log-role", props: { roleName: "drift-api-logs" } });
  const other = { name: "drift-other-role", principal: "lambda.amazonaws.com", statements: [] };
  await apply({ logicalId: "other-role", type: "iam-role", props: other });
  const queueFlow = {
    name: "Drift queue",
    flowType: "CONTACT_FLOW",
    description: "What another flow takes over.",
    content: {
      Version: "2019-10-30",
      StartAction: "set-queue",
      Metadata: {},
      Actions: [
        {
          Identifier: "set-queue",
          Type: "MessageParticipant",
          Parameters: { Text: "Please hold" },
          Transitions: { NextAction: "end", Errors: [{ NextAction: "end", ErrorType: "NoMatchingError" }] },
        },
        { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
      ],
    },
  };
  const entry = await apply({ logicalId: "queue-flow", type: "contact-flow", props: queueFlow });
  queueFlowId = entry.id ?? "";
  for (const { type, props } of things) known[type] = await apply(desiredOf(type, props(known)));
});
afterAll(() => sandbox?.stop());

const desiredOf = (type: string, props: Record<string, unknown>): DesiredResource => ({
  logicalId: type,
  type,
  props,
});
const fingerprintKey = Buffer.from("key");

/** The context with what our record says of it, as a deployment has it. */
function contextOf(type: string): ResourceContext {
  const outputs = known[type];
  return outputs === undefined
    ? context
    : { ...context, record: { physicalId: physicalIdOf(outputs), outputs, previous: nothingStood } };
}

async function plan(desired: DesiredResource) {
  const type = findResourceType(desired.type);
  const have = await type.observe(contextOf(desired.type), type.props.parse(desired.props));
  const outputs = known[desired.type] ?? {};
  const recorded = { desired, name: "", physicalId: physicalIdOf(outputs), outputs };
  const [step] = planDeployment({
    desired: [desired],
    recorded: known[desired.type] === undefined ? [] : [recorded],
    observed: new Map([[desired.logicalId, have]]),
    predicted: new Map(),
    secrets: {},
    findType: findResourceType,
    fingerprint: (observed) => fingerprintObserved(observed, fingerprintKey),
  });
  if (step === undefined) throw new Error("a plan of one thing has one step");
  return step;
}

async function apply(desired: DesiredResource): Promise<Record<string, string>> {
  const outcome = await applyStep({
    step: await plan(desired),
    resource: desired,
    record: contextOf(desired.type).record,
    world: {
      contextFor: () => contextOf(desired.type),
      fingerprintKey,
      secrets: {},
      takenByOthers: new Map(),
      knownPhysicalIds: new Set(),
    },
    nonce: "deployment/step",
    outputs: new Map(),
    wasBegun: false,
    signal: context.signal,
    beforeChange: async () => {},
    claim: async () => {},
    release: async () => ({ others: 0, previous: undefined }),
  });
  if (outcome.kind !== "made") throw new Error(`${desired.type}: ${JSON.stringify(outcome)}`);
  return outcome.outputs;
}

it("has a hand that changes each field which a type says it compares", () => {
  for (const { type, fields } of resourceTypes) {
    const compared = fields.filter(({ kept }) => kept !== "identity" && kept !== "not-compared");
    const changed = Object.keys(things.find((each) => each.type === type)?.changes ?? {});
    expect([...changed, ...(elsewhere[type] ?? [])].sort(), type).toEqual(
      compared.map(({ path }) => path).sort(),
    );
  }
});

describe.each(things)("$type", ({ type, changes, props }) => {
  const { fields } = findResourceType(type);
  const isReported = (path: string) => fields.some((each) => each.path === path && each.kept === "reported");
  const toMend = Object.entries(changes).filter(([path]) => !isReported(path));
  const toReport = Object.entries(changes).filter(([path]) => isReported(path));
  const desired = () => desiredOf(type, props(known));
  const change = (byHand: HandChange) => byHand(context, known[type] ?? {});
  const pathsOf = (step: Awaited<ReturnType<typeof plan>>) => step.differences.map((each) => each.path);
  const includes = (paths: string[], path: string) =>
    paths.some((each) => each === path || each.startsWith(`${path}.`));

  it("is as it is wanted before anybody changes it", async () => {
    expect(await plan(desired())).toMatchObject({ action: "keep", differences: [] });
  });

  it.each(toMend)("%s, changed by hand, shows in a plan and is put back", async (path, byHand) => {
    await change(byHand);
    const step = await plan(desired());
    expect(step.action).toMatch(/update|replace/);
    expect(includes(pathsOf(step), path), pathsOf(step).join(", ")).toBe(true);
    known[type] = await apply(desired());
    expect(await plan(desired())).toMatchObject({ action: "keep", differences: [] });
  });

  it.each(toReport)("%s, changed by hand, is told and left as it is", async (path, byHand) => {
    await change(byHand);
    const step = await plan(desired());
    expect(step).toMatchObject({ action: "keep", problem: { code: "left-as-it-is" } });
    expect(includes(pathsOf(step), path), pathsOf(step).join(", ")).toBe(true);
    expect(countAttention([step])).toBe(1);
    await apply(desired());
    expect(includes(pathsOf(await plan(desired())), path)).toBe(true);
  });
});
