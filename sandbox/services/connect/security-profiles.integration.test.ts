import {
  type Application,
  CreateIntegrationAssociationCommand,
  CreateSecurityProfileCommand,
  DeleteSecurityProfileCommand,
  DescribeSecurityProfileCommand,
  ListIntegrationAssociationsCommand,
  ListSecurityProfileApplicationsCommand,
  ListSecurityProfilePermissionsCommand,
  ListSecurityProfilesCommand,
  UpdateSecurityProfileCommand,
  type UpdateSecurityProfileCommandInput,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, expect, it } from "vitest";
import { limitedKeys } from "../../testing/limited-keys";
import { failureOf, openTestSandbox, type SandboxUnderTest } from "../../testing/open-test-sandbox";
import { connectState } from "./connect-state";

let sandbox: SandboxUnderTest;
let connect: ReturnType<SandboxUnderTest["clients"]>["connect"];
let InstanceId = "";
let SecurityProfileId = "";

beforeAll(async () => {
  // The time stands still: two updates in the same millisecond must differ too.
  const now = Date.now();
  sandbox = await openTestSandbox({ clock: { now: () => now } });
  ({ connect } = sandbox.clients());
  InstanceId = connectState(sandbox.account).data.instance.id;
  const listed = await connect.send(new ListSecurityProfilesCommand({ InstanceId }));
  SecurityProfileId = listed.SecurityProfileSummaryList?.find(({ Name }) => Name === "Agent")?.Id ?? "";
});
afterAll(() => sandbox.stop());

const app = (Namespace: string): Application => ({ Namespace, ApplicationPermissions: ["ACCESS"] });
const tool: Application = {
  Namespace: "mcp/orders",
  ApplicationPermissions: ["find_order", "cancel_order"],
  Type: "MCP",
};
const update = (changes: Partial<UpdateSecurityProfileCommandInput>) =>
  connect.send(new UpdateSecurityProfileCommand({ InstanceId, SecurityProfileId, ...changes }));
const list = (changes: object = {}) =>
  connect.send(new ListSecurityProfileApplicationsCommand({ InstanceId, SecurityProfileId, ...changes }));

it("a profile's applications are one list that an update replaces, of both kinds", async () => {
  const before = await list();
  expect(before.Applications).toEqual([]);
  await update({ Applications: [tool, app("com.example.one")] });
  const after = await list();
  expect(after.Applications).toEqual([tool, { ...app("com.example.one"), Type: "THIRD_PARTY_APPLICATION" }]);
  await update({ Applications: [app("com.example.two")] });
  const last = await list();
  expect(last.Applications).toHaveLength(1);
  const times = [before, after, last].map(({ LastModifiedTime }) => LastModifiedTime?.getTime() ?? 0);
  expect(times.toSorted((one, other) => one - other)).toEqual(times);
  expect(new Set(times).size).toBe(3);
});

it("members that an update leaves out stay as they are", async () => {
  await update({ Applications: [tool], Permissions: ["BasicAgentAccess"], TagRestrictedResources: ["User"] });
  await update({ Description: "For agents" });
  expect((await list()).Applications).toEqual([tool]);
  const profile = { InstanceId, SecurityProfileId };
  const permissions = await connect.send(new ListSecurityProfilePermissionsCommand(profile));
  expect(permissions.Permissions).toEqual(["BasicAgentAccess"]);
  const { SecurityProfile } = await connect.send(new DescribeSecurityProfileCommand(profile));
  expect(SecurityProfile).toMatchObject({
    Id: SecurityProfileId,
    SecurityProfileName: "Agent",
    Description: "For agents",
    TagRestrictedResources: ["User"],
  });
});

it.each([
  [
    "eleven applications",
    { Applications: Array.from({ length: 11 }, (_, index) => app(`com.example.${index}`)) },
  ],
  ["a namespace of 129 characters", { Applications: [app("n".repeat(129))] }],
  ["a namespace twice", { Applications: [app("com.example.one"), app("com.example.one")] }],
  ["another permission than access", { Applications: [{ ...app("x"), ApplicationPermissions: ["EDIT"] }] }],
  ["a long description", { Description: "d".repeat(251) }],
])("refuses %s, and changes nothing", async (_name, changes) => {
  const before = await list();
  expect(await failureOf(update(changes))).toMatchObject({ name: "InvalidParameterException", status: 400 });
  const { $metadata: _, ...after } = await list();
  expect(before).toMatchObject(after);
});

it("ten applications fit, and are listed in pages", async () => {
  const ten = Array.from({ length: 10 }, (_, index) => app(`com.example.${index}`));
  await update({ Applications: ten });
  const { Applications = [], NextToken } = await list({ MaxResults: 6 });
  const rest = await list({ NextToken });
  expect([...Applications, ...(rest.Applications ?? [])].map(({ Namespace }) => Namespace)).toEqual(
    ten.map(({ Namespace }) => Namespace),
  );
});

it("a profile is created and deleted; a deleted one can't be updated", async () => {
  const made = await connect.send(
    new CreateSecurityProfileCommand({
      ...{ InstanceId, SecurityProfileName: "Night shift" },
      Applications: [tool],
    }),
  );
  const night = { SecurityProfileId: made.SecurityProfileId };
  expect((await list(night)).Applications).toEqual([tool]);
  const again = new CreateSecurityProfileCommand({ InstanceId, SecurityProfileName: "Night shift" });
  expect(await failureOf(connect.send(again))).toMatchObject({ name: "DuplicateResourceException" });
  await connect.send(new DeleteSecurityProfileCommand({ InstanceId, ...night }));
  expect(await failureOf(update(night))).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
});

it("an update needs permission on that profile", async () => {
  const resource = `arn:aws:connect:us-east-1:111122223333:instance/${InstanceId}/security-profile/other`;
  const keys = await limitedKeys(sandbox, "other-profile", ["connect:*"], [resource]);
  const call = new UpdateSecurityProfileCommand({ InstanceId, SecurityProfileId, Applications: [] });
  expect(await failureOf(sandbox.clients(keys).connect.send(call))).toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(`/security-profile/${SecurityProfileId}`),
  });
});

it("only an application that is there can be associated with the instance", async () => {
  const IntegrationArn = "arn:aws:app-integrations:us-east-1:111122223333:application/none";
  const call = new CreateIntegrationAssociationCommand({
    ...{ InstanceId, IntegrationArn },
    IntegrationType: "APPLICATION",
  });
  expect(await failureOf(connect.send(call))).toMatchObject({ name: "ResourceNotFoundException" });
  const listed = await connect.send(
    new ListIntegrationAssociationsCommand({ InstanceId, IntegrationType: "APPLICATION" }),
  );
  expect(listed.IntegrationAssociationSummaryList).toEqual([]);
});
