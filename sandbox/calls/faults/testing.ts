import { AssociateLambdaFunctionCommand } from "@aws-sdk/client-connect";
import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { instanceArn } from "../../services/connect/arns";
import type { TestBench } from "../testing";

const code = `exports.handler = async () => ({ note: "n".repeat(200) });`;

/** A deployed Lambda "retrieve" that Connect may invoke and that writes its log; returns its ARN. */
export async function deployFunction(
  bench: TestBench,
  lambda: LambdaClient,
  iam: IAMClient,
): Promise<string> {
  const { instanceId: InstanceId } = bench;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "retrieve", AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const mayLog = { Effect: "Allow", Action: "logs:*", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [mayLog] });
  await iam.send(new PutRolePolicyCommand({ RoleName: "retrieve", PolicyName: "logs", PolicyDocument }));
  iam.destroy();
  const FunctionName = "retrieve";
  const { FunctionArn = "" } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Role?.Arn,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: 1,
      Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20, minDelay: 1 }, { FunctionName });
  await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: "connect",
      Action: "lambda:InvokeFunction",
      Principal: "connect.amazonaws.com",
      SourceArn: instanceArn(bench.sandbox.account, InstanceId),
      SourceAccount: bench.sandbox.account.accountId,
    }),
  );
  await bench.connect.send(new AssociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
  return FunctionArn;
}
