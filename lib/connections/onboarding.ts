import { GetRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { makeClients } from "@/lib/aws/make-clients";
import { externalIdOf } from "@/lib/connections/external-id";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { onboardingParameters, onboardingTemplate } from "@/lib/onboarding/onboarding-template";

/** Who this console is on AWS, as a trust policy has to name it. */
export type ConsolePrincipal =
  | { kind: "known"; arn: string }
  /** A session of this role, whose path only IAM knows and does not tell us: a person gives the role's ARN. */
  | { kind: "path-unknown"; accountId: string; roleName: string }
  /** This machine has no AWS identity: a person gives the ARN. */
  | { kind: "none" };

export interface Onboarding {
  /** Kept in the connection's settings; the roles' trust asks for it. */
  externalId: string;
  principal: ConsolePrincipal;
  /** The template's parameters with their values; undefined where a person has to give one. */
  parameters: Record<string, string | undefined>;
  /** CloudFormation, as JSON to download. */
  template: object;
}

export interface OnboardingWish {
  tenantId: TenantId;
  region: string;
  /** A connection that is there already has one; else the tenant's. */
  externalId?: string | undefined;
  /** The instance, once it is chosen. */
  instanceId?: string | undefined;
  /** What a person has given for the console's identity; it wins. */
  principalArn?: string | undefined;
}

const requestTimeoutMs = 5_000;

/** What the account's administrator launches once. */
export async function makeOnboarding(wish: OnboardingWish): Promise<Onboarding> {
  const { tenantId, region, instanceId, principalArn } = wish;
  const principal: ConsolePrincipal =
    principalArn === undefined ? await fetchOwnPrincipal(region) : { kind: "known", arn: principalArn };
  const input = {
    externalId: wish.externalId ?? externalIdOf(tenantId),
    consolePrincipalArn: principal.kind === "known" ? principal.arn : undefined,
    installation: config().installation,
    tenant: tenantId,
    instanceId,
    partition: partitionOfRegion(region),
  };
  return {
    externalId: input.externalId,
    principal,
    parameters: onboardingParameters(input),
    template: onboardingTemplate(input),
  };
}

/** The console's own identity on AWS, by the SDK's default chain. */
export async function fetchOwnPrincipal(region: string): Promise<ConsolePrincipal> {
  const { sts, iam } = makeClients({ region, credentials: undefined, endpoint: undefined });
  const options = () => ({ abortSignal: AbortSignal.timeout(requestTimeoutMs) });
  const identity = await sts.send(new GetCallerIdentityCommand({}), options()).catch(() => undefined);
  if (identity?.Arn === undefined) return { kind: "none" };
  const session = /^arn:aws[a-z-]*:sts::(\d+):assumed-role\/([^/]+)\//.exec(identity.Arn);
  // Root, too, is somebody whom a trust policy can name; a federated user is not.
  if (session === null)
    return identity.Arn.includes(":iam::") ? { kind: "known", arn: identity.Arn } : { kind: "none" };
  // A session's ARN changes, and has lost the role's path: a trust policy must name the role as IAM does.
  const [, accountId = "", roleName = ""] = session;
  const { Role } = await iam
    .send(new GetRoleCommand({ RoleName: roleName }), options())
    .catch(() => ({ Role: undefined }));
  const isSame = Role?.RoleId !== undefined && identity.UserId?.startsWith(`${Role.RoleId}:`) === true;
  return isSame && Role?.Arn !== undefined
    ? { kind: "known", arn: Role.Arn }
    : { kind: "path-unknown", accountId, roleName };
}

function partitionOfRegion(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}
