import type { CallState } from "../flow-runner/call-state";
import type { Contact } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import type { SandboxAccount } from "../state/account";
import type { CallEdges } from "./call-edges";
import type { CallRequest } from "./call-request";
import type { CallView } from "./call-view";

/** One call in progress: what the flow sees, what the record holds, and what the test asked for. */
export interface LiveCall {
  account: SandboxAccount;
  request: CallRequest;
  contact: Contact;
  call: CallState;
  view: CallView;
  callerGone: boolean;
  /** The call was transferred to a third party and has returned. */
  transferred: boolean;
  /** How many more agents the call can be handed to. */
  transfersLeft: number;
  edges: CallEdges;
  /** How much earlier the call happens than it is run: a call of an hour isn't waited for. */
  behindMs: number;
}

/** The time of the call, in milliseconds since 1970. */
export function nowOf({ account, behindMs }: Pick<LiveCall, "account" | "behindMs">): number {
  return account.clock.now() - behindMs;
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
  contact.updatedAt = nowOf(live);
  connectState(account).save();
}
