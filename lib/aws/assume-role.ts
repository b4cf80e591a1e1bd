import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentityProvider } from "@smithy/types";

export interface RoleToAssume {
  roleArn: string;
  externalId: string | undefined;
  /** Shows in the account's CloudTrail. */
  sessionName: string;
}

/** An hour is the longest that a role assumed from a role may last. */
const sessionSeconds = 3_600;

/** Credentials of a customer's role; the SDK keeps them, and asks again shortly before they expire. */
export function assumedRole(sts: STSClient, role: RoleToAssume): AwsCredentialIdentityProvider {
  return async () => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: role.roleArn,
        ExternalId: role.externalId,
        RoleSessionName: role.sessionName,
        DurationSeconds: sessionSeconds,
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
      expiration: Credentials?.Expiration ?? new Date(Date.now() + sessionSeconds * 1_000),
    };
  };
}
