import { type AwsAccess, openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { missingActionOf } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import { resourceReaders } from "@/lib/flow-library/resource-readers";
import { kindTitles, type ReferenceKind, type ReferenceTarget } from "@/lib/flows/language/flow-reference";
import type { TenantId } from "@/lib/kernel/ids";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

/** What an instance has of one kind. */
export interface ResourceList {
  kind: ReferenceKind;
  /** "Lambda function". */
  title: string;
  /** By name. */
  items: ReferenceTarget[];
  /** False: the list was too long, or couldn't be read to its end; a name may be there and not be shown. */
  isComplete: boolean;
  /** Why it couldn't be read; the other lists still are. */
  problem?: Problem | undefined;
  /** The permission that the connection's role lacks: "connect:ListPrompts". */
  missingAction?: string;
}

export type InstanceResources = readonly ResourceList[];

/** More of one kind than this isn't read: no one chooses among so many, and names are found by then or not. */
const maxPages = 20;
/** AWS allows two calls a second, for all instances of the account together. */
const listsAtOnce = 3;

/**
 * Names and ARNs of what the instance has, for the kinds asked for: each list on its own, so that one that fails says
 * so and the others are there. Kinds that AWS can't list are left out. Call it outside any scope.
 */
export async function fetchInstanceResources(
  tenantId: TenantId,
  connectionId: string,
  kinds: readonly ReferenceKind[],
): Promise<Result<InstanceResources>> {
  try {
    const access = requireInstance(await openAwsConnection(tenantId, connectionId));
    const wanted = [...new Set(kinds)].filter((kind) => resourceReaders[kind] !== undefined);
    return succeed(await mapInParallel(wanted, listsAtOnce, (kind) => fetchList(kind, access)));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

async function fetchList(kind: ReferenceKind, access: AwsAccess): Promise<ResourceList> {
  const items: ReferenceTarget[] = [];
  const done = (rest: Pick<ResourceList, "isComplete" | "problem" | "missingAction">): ResourceList => ({
    kind,
    title: kindTitles[kind],
    items: items.sort((one, other) => one.name.localeCompare(other.name)),
    ...rest,
  });
  try {
    const read = resourceReaders[kind];
    let token: string | undefined;
    for (let pages = 0; read !== undefined && pages < maxPages; pages++) {
      const page = await read(access, token);
      for (const { id, arn, name } of page.items) {
        if (arn !== undefined) items.push({ kind, id: id ?? arn, arn, name: name ?? id ?? arn });
      }
      token = page.next;
      if (token === undefined) return done({ isComplete: true });
    }
    return done({ isComplete: false });
  } catch (error) {
    const missingAction = missingActionOf(error);
    const problem = describeFailure(error);
    return done({ isComplete: false, problem, ...(missingAction === undefined ? {} : { missingAction }) });
  }
}
