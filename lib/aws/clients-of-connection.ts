import { assumedRole } from "@/lib/aws/assume-role";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import type { AwsClients } from "@/lib/aws/clients";
import { makeClients } from "@/lib/aws/make-clients";
import { requireSandbox, sandboxAccountOf } from "@/lib/aws/sandbox-account";
import type { TenantId } from "@/lib/kernel/ids";

/** Which of a connection's roles: the one that only reads, or the one that deploys. */
export type AccessPurpose = "read" | "deploy";

/**
 * New clients for a tenant's connection. Makes no call; throws a Problem when the sandbox is wanted and switched off. Of the
 * sandbox only the tenant's own account can be opened, whatever the settings say: its keys are asked for at the first call.
 */
export function clientsOfConnection(
  tenantId: TenantId,
  settings: AwsSettings,
  secrets: Record<string, string>,
  purpose: AccessPurpose,
): AwsClients {
  const { access, region } = settings;
  switch (access.kind) {
    case "sandbox": {
      const endpoint = requireSandbox().url;
      const credentials = async () => {
        const { accessKeyId, secretAccessKey } = await sandboxAccountOf(tenantId);
        return { accessKeyId, secretAccessKey };
      };
      return makeClients({ region, credentials, endpoint });
    }
    case "keys": {
      const credentials = {
        accessKeyId: access.accessKeyId,
        secretAccessKey: secrets.secretAccessKey ?? "",
      };
      return makeClients({ region, credentials, endpoint: undefined });
    }
    case "role": {
      const { sts } = makeClients({ region, credentials: undefined, endpoint: undefined });
      const role = {
        roleArn: purpose === "read" ? (access.readRoleArn ?? access.roleArn) : access.roleArn,
        externalId: access.externalId,
        sessionName: `patchbay-${purpose}`,
      };
      return makeClients({ region, credentials: assumedRole(sts, role), endpoint: undefined });
    }
  }
}
