import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { makeClients } from "@/lib/aws/make-clients";
import { onboardingTemplate } from "@/lib/aws/onboarding-template";
import { makeExternalId } from "@/lib/connections/store";

export interface Onboarding {
  /** Kept in the connection's settings; the roles' trust asks for it. */
  externalId: string;
  /** Who will assume the roles; a placeholder when this console has no AWS identity of its own. */
  consolePrincipalArn: string;
  hasIdentity: boolean;
  /** CloudFormation, as JSON to download. */
  template: object;
}

/** In the template when the console runs without an identity: launching it asks for the real one. */
const PLACEHOLDER_PRINCIPAL = "arn:aws:iam::000000000000:role/the-console";
const TIMEOUT_MS = 5_000;

/** What the account's administrator launches once. A new external id each time, unless one was made before. */
export async function makeOnboarding(region: string, externalId = makeExternalId()): Promise<Onboarding> {
  const principal = await readOwnPrincipal(region);
  const consolePrincipalArn = principal ?? PLACEHOLDER_PRINCIPAL;
  return {
    externalId,
    consolePrincipalArn,
    hasIdentity: principal !== undefined,
    template: onboardingTemplate({ externalId, consolePrincipalArn }),
  };
}

/** The console's own identity on AWS, by the SDK's default chain; undefined when this machine has none. */
async function readOwnPrincipal(region: string): Promise<string | undefined> {
  try {
    const { sts } = makeClients({ region, credentials: undefined, endpoint: undefined });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // A session's ARN changes; the role behind it is what a trust policy names.
    return Arn?.replace(/^arn:(aws[a-z-]*):sts::(\d+):assumed-role\/([^/]+)\/.*$/, "arn:$1:iam::$2:role/$3");
  } catch {
    return undefined;
  }
}
