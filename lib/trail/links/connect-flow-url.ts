import type { AwsAccess } from "@/lib/aws/connect-account";

/** A flow in Amazon Connect's own editor; undefined for the sandbox, which has none. */
export function connectFlowUrl(
  { kind, instanceAlias }: Pick<AwsAccess, "kind" | "instanceAlias">,
  flowArn: string,
): string | undefined {
  if (kind === "sandbox" || instanceAlias === "") return undefined;
  return `https://${instanceAlias}.my.connect.aws/contact-flows/edit?id=${encodeURIComponent(flowArn)}`;
}
