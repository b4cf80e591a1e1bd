import type { AwsSettings } from "@/lib/aws/aws-settings";
import { listInstances, openAccount } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

interface Unsettled {
  tenantId: TenantId;
  settings: AwsSettings;
  /** Opened: what the settings need to get in. */
  secrets: Record<string, string>;
}

/**
 * The settings with their instance named by its ARN, which alone says whose it is: of the sandbox it is the tenant's own
 * account's, elsewhere an id or an alias is looked up in the account. Without any instance they stay as they are. Calls the
 * account: call it outside any scope.
 */
export async function settleInstance({
  tenantId,
  settings,
  secrets,
}: Unsettled): Promise<Result<AwsSettings>> {
  try {
    if (settings.access.kind === "sandbox") {
      const { accountId, region, instance } = await sandboxAccountOf(tenantId);
      if (settings.region !== region) return fail(otherRegion(region));
      return succeed({ ...settings, accountId, ...named(instance) });
    }
    const { instanceId, instanceAlias, instanceArn } = settings;
    if (instanceArn !== undefined || (instanceId === undefined && instanceAlias === undefined))
      return succeed(settings);
    const { clients } = await openAccount(tenantId, settings, secrets, "read");
    const found = (await listInstances(clients)).find(
      (each) => each.id === instanceId || (instanceId === undefined && each.alias === instanceAlias),
    );
    return found ? succeed({ ...settings, ...named(found) }) : fail(noSuchInstance);
  } catch (error) {
    return fail(describeFailure(error));
  }
}

function named({ id, arn, alias }: { id: string; arn: string; alias: string }) {
  return { instanceId: id, instanceArn: arn, instanceAlias: alias };
}

const noSuchInstance: Problem = {
  code: "instance-not-found",
  sentence: "The account doesn't have this Amazon Connect instance. Nothing was saved.",
  wayOut: "Save the connection without an instance, then choose one from the account's list.",
};

function otherRegion(region: string): Problem {
  return {
    code: "sandbox-other-region",
    sentence: `The sandbox is only available in ${region}. Nothing was saved.`,
    wayOut: `Choose ${region}, or connect a real account.`,
  };
}
