import type { BlueprintInput } from "@/lib/blueprints/blueprint";

/** "aws", "aws-cn" or "aws-us-gov", from the instance's own ARN. */
export function partitionOf({ instanceArn }: Pick<BlueprintInput<unknown>, "instanceArn">): string {
  return instanceArn.split(":")[1] || "aws";
}

/** The ARN of a thing in the Connect instance, from its id; an ARN stays as it is. */
export function connectArn(
  instanceArn: string,
  kind: "queue" | "operating-hours" | "contact-flow",
  idOrArn: string,
): string {
  return idOrArn.startsWith("arn:") ? idOrArn : `${instanceArn}/${kind}/${idOrArn}`;
}
