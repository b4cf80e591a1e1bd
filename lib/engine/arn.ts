import type { ResourceContext } from "./resource";

/** "arn:aws:dynamodb:us-east-1:111122223333:", in the partition (aws, aws-cn, aws-us-gov) of the Connect instance. */
export function arnPrefix(
  context: Pick<ResourceContext, "instanceArn" | "region" | "accountId">,
  service: string,
): string {
  return `arn:${partitionOf(context)}:${service}:${context.region}:${context.accountId}:`;
}

export function partitionOf({ instanceArn }: Pick<ResourceContext, "instanceArn">): string {
  return /^arn:(aws[a-z-]*):/.exec(instanceArn)?.[1] ?? "aws";
}
