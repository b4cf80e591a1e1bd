import type { AwsAccess } from "@/lib/aws/connect-account";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import type { TenantId } from "@/lib/kernel/ids";

/**
 * Who signs in to the simulated softphone: made up, and of no use anywhere else. undefined for a real account, where only the
 * agents themselves know.
 */
export async function findSandboxAgent(
  tenantId: TenantId,
  { kind }: Pick<AwsAccess, "kind">,
): Promise<{ username: string; password: string } | undefined> {
  if (kind !== "sandbox") return undefined;
  return (await sandboxAccountOf(tenantId)).agents[0];
}
