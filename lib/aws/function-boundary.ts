/** All our roles and policies stand under one path, so that the deploying role can be kept to it. */
export const rolePath = "/patchbay/";
/** On the deploying role: the ARN of its stack's boundary, which has no name of its own. */
export const boundaryTag = "patchbay:boundary";

/** On the deploying role: the version of the template that its stack was made from. Stacks from before have none. */
export const templateTag = "patchbay:template";
/**
 * Raised when the roles or the boundary may do something that they couldn't before. A resource type that needs it says from
 * which version on (`needsTemplate`). 2: media streams, HTTP APIs, workspace applications, claimed numbers.
 */
export const templateVersion = 2;
/** A stack that has a boundary and no version. */
export const firstTemplateVersion = 1;

/** What the boundary was called before; accounts that were connected then may still have it. */
const earlierBoundary = "patchbay-functions";

export function earlierBoundaryArn(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:policy${rolePath}${earlierBoundary}`;
}

/** What API Gateway asks of the role that it writes logs with (its documentation lists them; it refuses one with less). */
export const apiLogActions: readonly string[] = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:PutLogEvents",
];

/** What the functions of all blueprints do between them. A blueprint whose functions need more adds it here. */
export const functionActions: readonly string[] = [
  "dynamodb:GetItem",
  "dynamodb:UpdateItem",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  // Only roles of ours that read streams (readerRoleName in own-names.ts).
  "sts:AssumeRole",
];

/** What such a role does: reads a call's audio, and with a customer's key decrypts it. */
export const readerActions = [
  "kinesisvideo:GetDataEndpoint",
  "kinesisvideo:GetMedia",
  "kms:Decrypt",
] as const;
