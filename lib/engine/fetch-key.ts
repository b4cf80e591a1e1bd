import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import type { ResourceContext } from "./resource";

/** The key that Kinesis Video Streams makes and uses when nobody chooses one. */
const awsManagedKey = "alias/aws/kinesisvideo";

export interface Key {
  arn: string;
  isManagedByAws: boolean;
}

/** The key behind an ARN or an alias. Throws a Problem when it is absent, or can't encrypt what is streamed. */
export async function fetchKey(
  { aws, signal }: Pick<ResourceContext, "aws" | "signal">,
  keyId: string,
): Promise<Key> {
  const command = new DescribeKeyCommand({ KeyId: keyId });
  try {
    const { KeyMetadata } = await aws.kms.send(command, { abortSignal: signal });
    const { Arn = "", KeyState = "", KeyUsage, KeySpec, KeyManager } = KeyMetadata ?? {};
    if (Arn === "") throw new ProblemError(keyAbsent(keyId));
    if (KeyState !== "Enabled") throw new ProblemError(keyUnusable(keyId, `its state is ${KeyState}`));
    const isSymmetric = KeySpec === undefined || KeySpec === "SYMMETRIC_DEFAULT";
    if (KeyUsage !== "ENCRYPT_DECRYPT" || !isSymmetric)
      throw new ProblemError(keyUnusable(keyId, "it isn't a symmetric key for encryption"));
    return { arn: Arn, isManagedByAws: KeyManager === "AWS" };
  } catch (error) {
    if (isAwsError(error, "NotFoundException")) throw new ProblemError(keyAbsent(keyId));
    throw error;
  }
}

function keyAbsent(keyId: string): Problem {
  return {
    code: "key-absent",
    sentence: `The KMS key ${keyId} doesn't exist in this account and Region. Nothing was changed.`,
    wayOut:
      keyId === awsManagedKey
        ? "AWS creates this key with the account's first Kinesis video stream. Create a stream in the Kinesis Video Streams console, or choose a key of your own in the settings."
        : "Choose another key in the settings.",
  };
}

function keyUnusable(keyId: string, why: string): Problem {
  return {
    code: "key-unusable",
    sentence: `The KMS key ${keyId} can't be used: ${why}. Nothing was changed.`,
    wayOut: "Enable the key in the KMS console, or choose another one in the settings.",
  };
}
