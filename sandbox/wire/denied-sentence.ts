import type { Identity, NeededPermission } from "./service";

type Because =
  | "with an explicit deny in an identity-based policy"
  | "because no identity-based policy allows the"
  | "because no permissions boundary allows the"
  | "because no session policy allows the";

/** AWS's sentence for a denied action; people and tools look for the action in it. */
export function deniedSentence(identity: Identity, needed: NeededPermission, because: Because): string {
  const on = needed.resource ? ` on resource: ${needed.resource}` : "";
  const tail = because.endsWith(" the") ? `${because} ${needed.action} action` : because;
  return `User: ${identity.arn} is not authorized to perform: ${needed.action}${on} ${tail}`;
}
