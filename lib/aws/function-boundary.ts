/** All our roles and policies stand under one path, so that the deploying role can be kept to it. */
export const ROLE_PATH = "/patchbay/";
/** The policy that the onboarding template makes: the most that a role of ours can ever allow, whatever is put into it. */
export const FUNCTION_BOUNDARY = "patchbay-functions";

export function functionBoundaryArn(partition: string, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:policy${ROLE_PATH}${FUNCTION_BOUNDARY}`;
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
