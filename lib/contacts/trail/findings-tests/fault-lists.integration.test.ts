import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { listCallFaults } from "@/lib/calls/list-faults";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { findingKinds } from "@/lib/vendors/findings";
import type { FaultRow } from "@/lib/vendors/testing/fault-table";
import { faultTables, findingsElsewhere } from "@/lib/vendors/testing/fault-tables";

// What every-fault.long.test.ts tries, and what can be chosen beside a test call, are the same.

const noRow: FaultRow = ["", "", {}];
const kinds = faultTables.map(({ kind }) => kind);
const [main] = faultTables;
const tableOf = (kind: string) => faultTables.find((table) => table.kind === kind) ?? main;
let installation: SeededInstallation;
const integrations: Record<string, string> = {};

beforeAll(async () => {
  installation = await seedInstallation();
  const { tenantId, awsConnectionId } = installation;
  const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId);
  for (const { kind, prefix, choose } of faultTables) {
    const settings = await choose?.({ connect: clients.connect, instanceId });
    integrations[kind] = await installation.createIntegration({
      kind,
      ...(prefix && { prefix }),
      ...(settings && { settings }),
    });
  }
});
afterAll(() => installation?.stop());

describe("the lists", () => {
  it.each(kinds)("offer exactly the faults that are tried through %s", async (kind) => {
    const offered = must(
      await listCallFaults(installation.tenantId, asIntegrationId(integrations[kind] ?? "")),
    );
    const { ofOneCall, ofTheAccount, onAgentPage, refused: denied, colored } = tableOf(kind);
    const tried = [...ofOneCall, ...ofTheAccount, ...(onAgentPage?.rows ?? []), ...(denied ? [denied] : [])];
    expect(offered.map(({ name }) => name).sort()).toEqual(tried.map(([fault]) => fault).sort());
    expect(Object.keys(colored).sort()).toEqual(tried.map(([fault]) => fault).sort());
  });

  it("have a fault for every finding, but for what people do", () => {
    const rows = faultTables.flatMap((table) => [
      ...[...table.ofOneCall, ...table.ofTheAccount],
      ...[...(table.onAgentPage?.rows ?? []), ...(table.onAgentPage?.met ?? [])],
    ]);
    const found = new Set([main.refused ?? noRow, ...rows].map(([, code]) => code));
    const byPeople = ["bypass-on"];
    expect([...found, ...byPeople, ...findingsElsewhere].sort()).toEqual(
      findingKinds.map(({ code }) => code).sort(),
    );
  });
});
