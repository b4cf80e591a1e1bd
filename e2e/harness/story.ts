import { randomUUID } from "node:crypto";
import { test as base, expect } from "@playwright/test";
import type { Actor } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { type SandboxAccount, sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { saveConnection } from "@/lib/connections/store";
import { asTenantId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SandboxControl, tellSandbox } from "../../lib/testing/tell-sandbox";
import { theInstallation } from "./installation";
import { openLibrary } from "./open-library";
import { asOwner, newPerson, type Person } from "./people";

/** What one story has to itself: whatever it leaves behind, no other story meets it. */
export interface Story {
  tenantId: TenantId;
  /** Of the tenant: screens are at `/${slug}/overview`. */
  slug: string;
  /** Its administrator, whose name is "Owner". */
  admin: Person;
  actor: Actor;
  /** The tenant's own AWS account, with nothing deployed; it and the simulated vendors are connected. */
  account: SandboxAccount;
  awsConnectionId: string;
  /** The instance's claimed numbers: one that leads to its sample flow, and one that leads nowhere. */
  numbers: { sample: string; free: string };
  /** For tellSandbox: in this account alone. */
  sandbox: SandboxControl;
}

/** A tenant of its own with an account of its own. `isOperator`: its administrator may open the fleet, too. */
export async function newStory({ isOperator = false }: { isOperator?: boolean } = {}): Promise<Story> {
  openLibrary();
  const admin = await newPerson({ name: "Owner" });
  const { userId } = admin;
  // Without digits: stories look for parts of a telephone number in addresses.
  const letters = userId.slice(0, 8).replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
  const [tenantId, slug] = [asTenantId(randomUUID()), `story-${letters}`];
  await asOwner(`INSERT INTO "Tenant" ("id", "slug", "name") VALUES ($1, $2, 'Story')`, [tenantId, slug]);
  await asOwner(`INSERT INTO "Membership" ("tenantId", "userId", "role") VALUES ($1, $2, 'admin')`, [
    tenantId,
    userId,
  ]);
  if (isOperator) await asOwner(`UPDATE "User" SET "isOperator" = true WHERE "id" = $1`, [userId]);
  const actor = { userId, name: "Owner" };
  const account = await sandboxAccountOf(tenantId);
  const { accountId, instance } = account;
  const settings = {
    ...{ access: { kind: "sandbox" }, region: account.region, accountId },
    ...{ instanceId: instance.id, instanceArn: instance.arn, instanceAlias: instance.alias },
  };
  const saved = await withTenant(tenantId, (db) =>
    saveConnection(db, { tenantId, actor, kind: "aws", name: "Sandbox account", settings }),
  );
  const awsConnectionId = must(saved).id;
  await connectSandboxVendors(tenantId, actor);
  const choices = must(await listInstanceChoices(tenantId, awsConnectionId));
  const [sample = "", free = ""] = [...choices.numbers].sort();
  const { awsUrl, controlKey } = theInstallation().sandbox;
  return {
    ...{ tenantId, slug, admin, actor, account, awsConnectionId },
    numbers: { sample, free },
    sandbox: { awsUrl, controlKey, accountId },
  };
}

/** A caller reaches the instance's sample flow, which greets and queues; nothing has to be deployed. The contact's id. */
export async function callSampleFlow({ sandbox, numbers }: Story, from: string): Promise<string> {
  return String((await tellSandbox(sandbox, "POST", "calls", { from, to: numbers.sample })).contactId);
}

/** `story`: made anew for each test, or for the `beforeAll` that asks for it, whose tests then share it. */
export const test = base.extend<{ story: Story }>({
  story: async ({ baseURL: _ }, use) => {
    await use(await newStory());
  },
});

export { expect };
