import { GetPolicyCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsClients } from "@/lib/aws/clients";
import { isAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import { boundaryTag, earlierBoundaryArn } from "@/lib/aws/function-boundary";

/** A stack may be updated meanwhile; a plan asks for several roles within this time. */
const keptMs = 60_000;
const kept = new WeakMap<AwsClients, { at: number; boundary: Promise<string | undefined> }>();

/**
 * The policy that roles of ours are made with. The onboarding template says it in a tag of the role that we have; an
 * earlier template made it under a fixed name. undefined where there is none: access keys, the sandbox.
 */
export function findFunctionBoundary(aws: AwsClients, signal: AbortSignal): Promise<string | undefined> {
  const known = kept.get(aws);
  if (known !== undefined && Date.now() - known.at < keptMs) return known.boundary;
  const boundary = askForBoundary(aws, signal);
  kept.set(aws, { at: Date.now(), boundary });
  boundary.catch(() => kept.delete(aws));
  return boundary;
}

async function askForBoundary(aws: AwsClients, signal: AbortSignal): Promise<string | undefined> {
  const options = { abortSignal: signal };
  const { Arn = "", Account = "" } = await aws.sts.send(new GetCallerIdentityCommand({}), options);
  const [, partition = "aws", roleName] =
    /^arn:(aws[a-z-]*):(?:sts|iam)::\d+:(?:assumed-role\/([^/]+)\/)?/.exec(Arn) ?? [];
  const ofRole = await unlessAbsent(async () => {
    if (roleName === undefined) return undefined;
    const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: roleName }), options);
    return Role?.Tags?.find(({ Key }) => Key === boundaryTag)?.Value;
  });
  if (ofRole !== undefined) return ofRole;
  const PolicyArn = earlierBoundaryArn(partition, Account);
  return unlessAbsent(async () => {
    await aws.iam.send(new GetPolicyCommand({ PolicyArn }), options);
    return PolicyArn;
  });
}

/** An earlier template lets us ask neither. */
async function unlessAbsent(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    const isAbsent = isAwsError(error, "NoSuchEntityException", "NoSuchEntity");
    if (isAbsent || missingActionOf(error) !== undefined) return undefined;
    throw error;
  }
}
