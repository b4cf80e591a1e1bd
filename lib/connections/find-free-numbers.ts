import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { type FreeNumber, type FreeNumberSearch, searchFreeNumbers } from "@/lib/engine/search-free-numbers";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

const searchTimeoutMs = 15_000;

/** Numbers that the connection's instance could claim now. Call it outside any scope. */
export async function findFreeNumbers(
  tenantId: TenantId,
  connectionId: string,
  search: Omit<FreeNumberSearch, "signal">,
): Promise<Result<FreeNumber[]>> {
  try {
    const { clients, instanceArn } = requireInstance(await openAwsConnection(tenantId, connectionId));
    const signal = AbortSignal.timeout(searchTimeoutMs);
    return succeed(await searchFreeNumbers(clients.connect, instanceArn, { ...search, signal }));
  } catch (error) {
    return fail(describeFailure(error));
  }
}
