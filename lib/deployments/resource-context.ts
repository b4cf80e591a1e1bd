import type { AwsAccess } from "@/lib/aws/connect-account";
import { openConnection } from "@/lib/connections/store";
import type { OpenedAccount, ResourceConnections, ResourceContext } from "@/lib/engine/resource";
import { fail, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import type { StoredIntegration } from "./load-integration";

type AccountFacts = Pick<ResourceContext, "aws" | "accountId" | "region" | "instanceId" | "instanceArn">;

/** What resource types are given, with the AWS account's facts; without an account, asking for one throws a Problem. */
export function withAccount(
  access: AwsAccess | undefined,
  { name }: Pick<StoredIntegration, "name">,
  rest: Omit<ResourceContext, keyof AccountFacts>,
): ResourceContext {
  if (access !== undefined) {
    const { clients, accountId, region, instanceId, instanceArn } = access;
    return { aws: clients, accountId, region, instanceId, instanceArn, ...rest };
  }
  const refuse = (): never => {
    throw new ProblemError({
      code: "resource-needs-aws",
      sentence: `One of the resources of "${name}" needs an AWS account, and this integration has none. It wasn't looked at or changed.`,
      wayOut: "It was planned by another version of Patchbay. Use that version, or create a new plan.",
    });
  };
  return {
    ...rest,
    get aws() {
      return refuse();
    },
    get accountId() {
      return refuse();
    },
    get region() {
      return refuse();
    },
    get instanceId() {
      return refuse();
    },
    get instanceArn() {
      return refuse();
    },
  };
}

/** The integration's connections to vendors; each is opened when it is first asked for, once. */
export function connectionsOf({
  tenantId,
  name,
  vendorConnections,
}: Pick<StoredIntegration, "tenantId" | "name" | "vendorConnections">): ResourceConnections {
  const opened = new Map<string, Promise<Result<OpenedAccount>>>();
  const open = async (kind: string): Promise<Result<OpenedAccount>> => {
    const id = vendorConnections[kind];
    const connection = id === undefined ? undefined : await openConnection(tenantId, id);
    if (connection?.ok === false) return connection;
    if (connection?.value.type.kind !== kind) return fail(noConnection(name, kind));
    const { settings, secrets } = connection.value;
    return succeed({ settings, secrets });
  };
  return {
    open(kind) {
      const known = opened.get(kind) ?? open(kind);
      opened.set(kind, known);
      // A failure isn't kept: the next one asks again.
      known.then(
        ({ ok }) => ok || opened.delete(kind),
        () => opened.delete(kind),
      );
      return known;
    },
  };
}

function noConnection(name: string, kind: string) {
  return {
    code: "connection-missing",
    sentence: `The integration "${name}" has no ${kind} connection. Nothing was changed.`,
    wayOut: "Create the integration again with that connection.",
  };
}
