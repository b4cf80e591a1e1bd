import { assumedRole } from "@/lib/aws/assume-role";
import type { AwsSettings } from "@/lib/aws/aws-settings";
import type { AwsClients } from "@/lib/aws/clients";
import { makeClients } from "@/lib/aws/make-clients";
import { config } from "@/lib/config";
import { ProblemError } from "@/lib/result";

/** Which of a connection's roles: the one that only reads, or the one that deploys. */
export type AccessPurpose = "read" | "deploy";

/** New clients for a connection's settings. Makes no call; throws a Problem when the sandbox is wanted and switched off. */
export function clientsOfConnection(
  settings: AwsSettings,
  secrets: Record<string, string>,
  purpose: AccessPurpose,
): AwsClients {
  const { access, region } = settings;
  switch (access.kind) {
    case "sandbox": {
      const { sandbox } = config();
      if (sandbox === undefined) throw new ProblemError(sandboxOff);
      const { accessKeyId, secretAccessKey } = sandbox;
      return makeClients({ region, credentials: { accessKeyId, secretAccessKey }, endpoint: sandbox.url });
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

const sandboxOff = {
  code: "sandbox-off",
  sentence: "This connection is to the sandbox account, and the sandbox is switched off.",
  wayOut: "Start the console with its sandbox, or connect a real account.",
};
