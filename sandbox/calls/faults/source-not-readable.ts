import { addFault } from "../../wire/faults";
import type { CallFault } from "./call-fault";

/** The reading role lacks one action. Only requests that name this contact are refused. */
export const sourceNotReadable: CallFault = {
  name: "source-not-readable",
  title: "The logs can't be read: an IAM action is missing",
  changesAccount: true,
  begin: ({ account, contact }) =>
    addFault(account, {
      kind: "deny",
      service: "logs",
      operation: "FilterLogEvents",
      bodyIncludes: contact.id,
    }),
};
