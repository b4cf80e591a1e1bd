import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import type { SandboxUnderTest, TestKeys } from "./open-test-sandbox";

/** Keys of a new user who may do only this, on these resources. */
export async function limitedKeys(
  sandbox: SandboxUnderTest,
  UserName: string,
  actions: readonly string[],
  resources: readonly string[] = ["*"],
): Promise<TestKeys> {
  const { iam } = sandbox.clients();
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: resources }],
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "limited", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}
