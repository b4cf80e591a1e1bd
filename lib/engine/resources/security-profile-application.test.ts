import type { Application } from "@aws-sdk/client-connect";
import { describe, expect, it } from "vitest";
import type { AwsClients } from "@/lib/aws/clients";
import { noConnections } from "@/lib/engine/no-connections";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { findResourceType } from "@/lib/vendors/resource-types";
import { planDeployment } from "../plan";
import type { ResourceContext } from "../resource";
import { securityProfileApplication } from "./security-profile-application";

const namespace = "acme.agent-assistant";
const props = { securityProfileId: "p1", namespace };
const theirs: Application = { Namespace: "theirs", ApplicationPermissions: ["ACCESS"] };

/** A profile whose list may hold what no call to Connect puts there. */
function profileWith(...applications: Application[]) {
  const profile = { applications, changes: 0 };
  const client = {
    async send(command: { constructor: { name: string }; input: object }) {
      if (command.constructor.name === "UpdateSecurityProfileCommand") {
        profile.applications = (command.input as { Applications: Application[] }).Applications;
        profile.changes += 1;
        return {};
      }
      return { Applications: profile.applications, LastModifiedTime: new Date(profile.changes) };
    },
  };
  const context: ResourceContext = {
    aws: { connect: client } as unknown as AwsClients,
    ...{ accountId: "111122223333", region: "us-east-1", instanceId: "i", instanceArn: "arn:i" },
    connections: noConnections,
    owner: { installation: "here", tenant: asTenantId("t"), integration: asIntegrationId("n") },
    record: { physicalId: `p1/${namespace}`, outputs: { id: `p1/${namespace}` } },
    signal: new AbortController().signal,
  };
  return { profile, context };
}

async function plan(context: ResourceContext) {
  const desired = { logicalId: "profile", type: "security-profile-application", props };
  const outputs = { id: `p1/${namespace}` };
  const [step] = planDeployment({
    desired: [desired],
    recorded: [{ desired, name: "", physicalId: outputs.id, outputs }],
    observed: new Map([["profile", await securityProfileApplication.observe(context, props)]]),
    predicted: new Map(),
    secrets: {},
    findType: findResourceType,
    fingerprint: () => "as seen",
  });
  return step;
}

describe("an application's entry in a security profile", () => {
  it.each([
    ["other permissions", ["VIEW"], "VIEW"],
    ["none at all", [], "none"],
    ["a list that isn't there", undefined, "none"],
  ])("that has %s instead of access shows in a plan and is put back", async (_, permissions, before) => {
    const entry = {
      Namespace: namespace,
      ...(permissions === undefined ? {} : { ApplicationPermissions: permissions }),
    };
    const { profile, context } = profileWith(theirs, entry);
    expect(await plan(context)).toMatchObject({
      action: "update",
      differences: [{ path: "applicationPermissions", before, after: "ACCESS" }],
    });
    const have = await securityProfileApplication.observe(context, props);
    await securityProfileApplication.ensure(context, props, have);
    expect(await plan(context)).toMatchObject({ action: "keep", differences: [] });
    expect(profile.applications).toHaveLength(2);
    expect(profile.applications[0]).toEqual(theirs);
  });

  it("that has access, whatever else it has, is left alone", async () => {
    const { profile, context } = profileWith({
      Namespace: namespace,
      ApplicationPermissions: ["ACCESS", "VIEW"],
    });
    expect(await plan(context)).toMatchObject({ action: "keep", differences: [] });
    await securityProfileApplication.ensure(context, props, undefined);
    expect(profile.changes).toBe(0);
  });
});
