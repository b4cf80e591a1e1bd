import { expect, test } from "vitest";
import type { AwsClients } from "@/lib/aws/clients";
import { noConnections } from "@/lib/engine/no-connections";
import type { DesiredResource, ManagedRecord, ResourceContext } from "@/lib/engine/resource";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { checkSetup, type DeployedSetup } from "./check-setup";

const integration = { id: asIntegrationId("11111111-1111-4111-8111-111111111111"), name: "Assistant" };
const record = (desired: DesiredResource, outputs: Record<string, string> = {}) => ({
  desired,
  outputs,
  physicalId: desired.logicalId,
});
const deployed: DeployedSetup = {
  integration,
  records: [
    record(
      { logicalId: "application", type: "log-group", props: { name: "/x" } },
      { namespace: "acme-help" },
    ),
    record({ logicalId: "origin", type: "approved-origin", props: { origin: "https://desk.example.com" } }),
    record({
      logicalId: "profile",
      type: "security-profile-application",
      props: { securityProfileId: "p1", namespace: { $ref: "application.namespace" } },
    }),
  ],
};

/** Amazon Connect, answering by operation. */
function contextOf(answers: Record<string, () => unknown>) {
  const asked: string[] = [];
  const client = {
    async send(command: { constructor: { name: string } }) {
      const operation = command.constructor.name.replace(/Command$/, "");
      asked.push(operation);
      const answer = answers[operation];
      if (!answer) throw Object.assign(new Error("denied"), { name: "AccessDeniedException", $metadata: {} });
      return answer();
    },
  };
  const contextFor = (id: typeof integration.id, of: ManagedRecord): ResourceContext => ({
    aws: { connect: client } as unknown as AwsClients,
    ...{ accountId: "111122223333", region: "us-east-1", instanceId: "i", instanceArn: "arn:i" },
    connections: noConnections,
    owner: { installation: "here", tenant: asTenantId("t"), integration: id },
    record: of,
    signal: new AbortController().signal,
  });
  return { asked, contextFor };
}

const application = { Namespace: "acme-help", ApplicationPermissions: ["ACCESS"] };
const origins = (...Origins: string[]) => ({ ListApprovedOrigins: () => ({ Origins }) });
const applications = (...Applications: object[]) => ({
  ListSecurityProfileApplications: () => ({ Applications }),
});

test("nothing is told of settings that are as they were deployed, and nothing else is asked for", async () => {
  const { asked, contextFor } = contextOf({
    ...origins("https://desk.example.com"),
    ...applications(application),
  });
  expect(await checkSetup([deployed], contextFor)).toEqual([]);
  expect(asked.sort()).toEqual(["ListApprovedOrigins", "ListSecurityProfileApplications"]);
});

test("what is gone or changed is told by its name and paths, without values", async () => {
  const gone = contextOf({ ...origins("https://other.example.com"), ...applications() });
  const told = { integrationId: integration.id, integrationName: "Assistant", state: "absent", paths: [] };
  expect(await checkSetup([deployed], gone.contextFor)).toEqual([
    { ...told, type: "approved-origin", name: "https://desk.example.com" },
    { ...told, type: "security-profile-application", name: "acme-help in p1" },
  ]);
  const changed = contextOf({
    ...origins("https://desk.example.com"),
    ...applications({ ...application, ApplicationPermissions: ["VIEW"] }),
  });
  expect(await checkSetup([deployed], changed.contextFor)).toEqual([
    {
      ...told,
      type: "security-profile-application",
      name: "acme-help in p1",
      state: "changed",
      paths: ["applicationPermissions"],
    },
  ]);
});

test("when one of them can't be read, nothing is known", async () => {
  const { contextFor } = contextOf(origins());
  expect(await checkSetup([deployed], contextFor)).toBeUndefined();
});
