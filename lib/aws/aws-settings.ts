import { z } from "zod";
import { regionName } from "@/lib/aws/region-name";

const accountId = z.string().regex(/^\d{12}$/, "An AWS account ID has 12 digits.");
const roleArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "Enter the ARN of an IAM role, such as arn:aws:iam::111122223333:role/name.",
  );

/** How the console gets into the account. */
const awsAccess = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sandbox") }),
  z.strictObject({
    kind: z.literal("role"),
    /** May change what integrations need. */
    roleArn,
    /** May only read; used for contacts and logs when given. */
    readRoleArn: roleArn.optional(),
    /** Made by the console, one per tenant, never typed: the account's owner puts it into the role's trust. */
    externalId: z.string().min(16).max(128),
  }),
  z.strictObject({
    kind: z.literal("keys"),
    accessKeyId: z.string().regex(/^A[KS]IA[A-Z0-9]{12,}$/, "An access key ID begins with AKIA."),
  }),
]);

export const awsSettings = z.strictObject({
  access: awsAccess,
  region: z.string().regex(regionName, "Enter a Region such as us-east-1."),
  accountId: accountId.optional(),
  /** The Connect instance; chosen from a list after the account answered. */
  instanceId: z.string().optional(),
  instanceArn: z.string().optional(),
  instanceAlias: z.string().optional(),
});

export type AwsSettings = z.infer<typeof awsSettings>;
