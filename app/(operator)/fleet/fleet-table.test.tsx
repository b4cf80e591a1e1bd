import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { FleetDeployment, ShownTenant } from "@/lib/integrations/fleet-tenant";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";

vi.mock("./tenant-button", () => ({ TenantButton: () => null }));

const tenantId = asTenantId("00000000-0000-4000-8000-000000000001");
const lastDeployment: FleetDeployment = {
  ...{ id: "d1", tenantId, integrationId: asIntegrationId("i1"), createdAt: new Date(0) },
  purpose: "deploy",
  status: "succeeded",
};

async function cellOf(label: string, of: Partial<ShownTenant>): Promise<string> {
  const { FleetTable } = await import("./fleet-table");
  const tenant = {
    ...{ tenantId, slug: "acme", name: "Acme", archivedAt: undefined, members: 1, integrations: 0 },
    ...{ connections: { all: 0, failed: 0, untested: 0 }, calls: undefined, guide: undefined },
    ...{ verifiedAt: undefined, lastDeployment: undefined, ...of },
  };
  const order = { by: "tenant", isDescending: false } as const;
  const page = renderToStaticMarkup(
    <FleetTable tenants={[tenant]} order={order} addressOf={() => "/fleet"} />,
  );
  const [, cell = ""] = page.split(`${label}</span>`);
  return cell.slice(0, cell.indexOf("</td>")).replaceAll(/<[^>]*>/g, "");
}

test("of a tenant without a deployment it's known that no call was verified", async () => {
  expect(await cellOf("Last verified call", {})).toBe("never");
  // A call that nobody watched or opened may have gone the whole way.
  expect(await cellOf("Last verified call", { lastDeployment })).toBe("Not known");
});

test("calls that no scan has reached yet aren't said to be none", async () => {
  expect(await cellOf("Findings, 24 h", { calls: { all: 0, withFindings: 0 } })).toBe("none scanned");
  expect(await cellOf("Findings, 24 h", { calls: { all: 3, withFindings: 0 } })).toBe("0of 3 calls");
});
