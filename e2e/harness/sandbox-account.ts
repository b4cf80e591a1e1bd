import { randomUUID } from "node:crypto";
import { z } from "zod";
import { tellSandbox } from "../../lib/testing/tell-sandbox";
import { theInstallation } from "./installation";
import { asOwner } from "./people";

const account = z.object({
  accountId: z.string(),
  instance: z.object({ id: z.string(), arn: z.string(), alias: z.string() }),
});

/** The tenant's own account in the sandbox, as the console asks for it. */
export async function sandboxAccountOf(slug: string): Promise<z.infer<typeof account>> {
  const [tenant] = await asOwner<{ id: string }>(`SELECT "id" FROM "Tenant" WHERE "slug" = $1`, [slug]);
  return account.parse(
    await tellSandbox(theInstallation().sandbox, "PUT", `accounts/${tenant?.id ?? ""}`, {}),
  );
}

/** Stores the connection to it, with its instance chosen. */
export async function connectSandboxAccount(slug: string): Promise<void> {
  const { accountId, instance } = await sandboxAccountOf(slug);
  const settings = {
    ...{ access: { kind: "sandbox" }, region: "us-east-1", accountId },
    ...{ instanceId: instance.id, instanceArn: instance.arn, instanceAlias: instance.alias },
  };
  await asOwner(
    `INSERT INTO "Connection" ("tenantId", "id", "kind", "name", "settings", "connectInstanceArn", "updatedAt")
     SELECT "id", $2, 'aws', 'Account', $3, $4, now() FROM "Tenant" WHERE "slug" = $1`,
    [slug, randomUUID(), JSON.stringify(settings), instance.arn],
  );
}
