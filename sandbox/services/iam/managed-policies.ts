/** The few policies of AWS's own that make sense here; any other ARN is unknown to this account. */
const managedPolicies: Record<string, object> = {
  "arn:aws:iam::aws:policy/AdministratorAccess": allow(["*"]),
  "arn:aws:iam::aws:policy/ReadOnlyAccess": allow([
    "apigateway:GET",
    "chime:Get*",
    "chime:List*",
    "connect:Describe*",
    "connect:Get*",
    "connect:List*",
    "connect:Search*",
    "dynamodb:BatchGet*",
    "dynamodb:Describe*",
    "dynamodb:Get*",
    "dynamodb:List*",
    "dynamodb:Query",
    "dynamodb:Scan",
    "iam:Get*",
    "iam:List*",
    "lambda:Get*",
    "lambda:List*",
    "logs:Describe*",
    "logs:FilterLogEvents",
    "logs:Get*",
    "logs:List*",
    "servicequotas:Get*",
    "servicequotas:List*",
  ]),
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": allow([
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]),
};

function allow(actions: string[]): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
}

/** JSON text of a policy that AWS manages; undefined when this sandbox does not have it. */
export function managedPolicy(arn: string): string | undefined {
  const document = managedPolicies[arn];
  return document && JSON.stringify(document);
}
