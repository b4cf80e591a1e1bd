import { GetPolicyCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsClients } from "@/lib/aws/clients";
import { isAwsError, missingActionOf } from "@/lib/aws/describe-aws-error";
import {
  boundaryTag,
  earlierBoundaryArn,
  firstTemplateVersion,
  templateTag,
} from "@/lib/aws/function-boundary";

/** A stack may be updated meanwhile; a plan asks for several roles within this time. */
const keptMs = 60_000;
const kept = new WeakMap<AwsClients, { at: number; stack: Promise<OnboardingStack | undefined> }>();

/** What the roles that we have say of the stack that made them. */
export interface OnboardingStack {
  /** ARN of the policy that roles of ours are made with. */
  boundary: string;
  /** Of the template that it was last made from. */
  version: number;
}

/**
 * The policy that roles of ours are made with. The onboarding template says it in a tag of the role that we have; an
 * earlier template made it under a fixed name. undefined where there is none: access keys, the sandbox.
 */
export async function fetchFunctionBoundary(
  aws: AwsClients,
  signal: AbortSignal,
): Promise<string | undefined> {
  return (await fetchStack(aws, signal))?.boundary;
}

/** The template's version; undefined where no stack of ours is. A stack that seems too old is asked again. */
export async function fetchTemplateVersion(
  aws: AwsClients,
  signal: AbortSignal,
  needed: number,
): Promise<number | undefined> {
  const known = await fetchStack(aws, signal);
  if (known === undefined || known.version >= needed) return known?.version;
  kept.delete(aws);
  return (await fetchStack(aws, signal))?.version;
}

function fetchStack(aws: AwsClients, signal: AbortSignal): Promise<OnboardingStack | undefined> {
  const known = kept.get(aws);
  if (known !== undefined && Date.now() - known.at < keptMs) return known.stack;
  const stack = askForStack(aws, signal);
  kept.set(aws, { at: Date.now(), stack });
  stack.catch(() => kept.delete(aws));
  return stack;
}

async function askForStack(aws: AwsClients, signal: AbortSignal): Promise<OnboardingStack | undefined> {
  const options = { abortSignal: signal };
  const { Arn = "", Account = "" } = await aws.sts.send(new GetCallerIdentityCommand({}), options);
  const [, partition = "aws", roleName] =
    /^arn:(aws[a-z-]*):(?:sts|iam)::\d+:(?:assumed-role\/([^/]+)\/)?/.exec(Arn) ?? [];
  const ofRole = await unlessAbsent(async () => {
    if (roleName === undefined) return undefined;
    const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: roleName }), options);
    const tagOf = (key: string) => Role?.Tags?.find(({ Key }) => Key === key)?.Value;
    const boundary = tagOf(boundaryTag);
    const version = Number(tagOf(templateTag) ?? firstTemplateVersion);
    return boundary === undefined ? undefined : { boundary, version };
  });
  if (ofRole !== undefined) return ofRole;
  const PolicyArn = earlierBoundaryArn(partition, Account);
  return unlessAbsent(async () => {
    await aws.iam.send(new GetPolicyCommand({ PolicyArn }), options);
    return { boundary: PolicyArn, version: firstTemplateVersion };
  });
}

/** An earlier template lets us ask neither. */
async function unlessAbsent<Value>(ask: () => Promise<Value | undefined>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    const isAbsent = isAwsError(error, "NoSuchEntityException", "NoSuchEntity");
    if (isAbsent || missingActionOf(error) !== undefined) return undefined;
    throw error;
  }
}
