import type { AwsAccess } from "@/lib/aws/connect-account";
import { config } from "@/lib/kernel/config";
import type { TenantId } from "@/lib/kernel/ids";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { strangerOf } from "./ownership";

/** A thing in the account that someone named by an id from outside our database, as the account describes it. */
export interface NamedThing {
  /** For a person: 'The flow "Main"'. */
  title: string;
  /** Of a thing in the Connect instance. */
  arn: string | undefined;
  tags: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * The one guard before what the tenant's account holds of someone else: a thing that carries another tenant's or
 * another installation's tags, or that is in another instance than the one that is stored as this tenant's, is neither
 * shown nor changed. Plans ask the same of tags (ownership.ts). Throws the Problem `resource-foreign`, which doesn't
 * tell whose it is.
 */
export function refuseForeign(
  { instanceArn }: Pick<AwsAccess, "instanceArn">,
  tenant: TenantId,
  { title, arn, tags }: NamedThing,
): void {
  const { installation } = config();
  const isElsewhere = arn !== undefined && !arn.startsWith(`${instanceArn}/`);
  if (isElsewhere || strangerOf(tags, { installation, tenant })) throw new ProblemError(foreign(title));
}

function foreign(title: string): Problem {
  return {
    code: "resource-foreign",
    sentence: `${title} belongs to another tenant or another Patchbay installation. It wasn't opened or changed.`,
    wayOut: "Choose another one. If it should be yours, contact your operator.",
  };
}
