import type { CallState } from "../flow-runner/call-state";
import type { Contact } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import type { SandboxAccount } from "../state/account";
import type { CallEdges } from "./call-edges";
import type { CallRequest } from "./call-request";
import type { CallView } from "./call-view";

/** One call while it goes on: what the flow sees, what the record says, what the test asked for. */
export interface LiveCall {
  account: SandboxAccount;
  request: CallRequest;
  contact: Contact;
  call: CallState;
  view: CallView;
  callerGone: boolean;
  /** The call has been with a third party, and is back. */
  transferred: boolean;
  edges: CallEdges;
}

/** Copies what the flow changed into the contact's record. */
export function saveContact(live: LiveCall): void {
  const { contact, call, account } = live;
  contact.attributes = { ...call.attributes };
  contact.references = { ...call.references };
  contact.languageCode = call.languageCode;
  contact.name = call.name;
  contact.description = call.description;
  contact.tags = { ...call.tags };
  contact.updatedAt = account.clock.now();
  connectState(account).save();
}
