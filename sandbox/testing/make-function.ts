import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import type { TestKeys } from "./open-test-sandbox";

/** Creates a function, which does nothing unless it has a source, with the alias `live`, and returns its ARN. */
export async function makeFunction(
  endpoint: string,
  credentials: TestKeys,
  name: string,
  source = "exports.handler = async () => ({});",
): Promise<string> {
  const config = { endpoint, credentials, region: "us-east-1" };
  const [iam, lambda] = [new IAMClient(config), new LambdaClient(config)];
  const Statement = [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ];
  try {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: `${name}-role`,
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
      }),
    );
    const made = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: Role?.Arn,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Code: { ZipFile: zipSync({ "index.js": strToU8(source) }) },
      }),
    );
    await lambda.send(
      new CreateAliasCommand({ FunctionName: name, Name: "live", FunctionVersion: "$LATEST" }),
    );
    return made.FunctionArn ?? "";
  } finally {
    iam.destroy();
    lambda.destroy();
  }
}
