/** All our roles and policies stand under one path, so that the deploying role can be kept to it. */
export const rolePath = "/patchbay/";
/** On the deploying role: the ARN of its stack's boundary, which has no name of its own. */
export const boundaryTag = "patchbay:boundary";

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
];
