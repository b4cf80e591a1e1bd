import { memberOf, textOf } from "../shared/read-request";
import { headerOf, type SipMessage } from "../shared/sip-text";

/** A SIP trunk for a contact center that calls by TLS: "Configure SIP Trunk", with a number of the contact center's own. */
export interface Trunk {
  didNumber: string;
  /** Fully Qualified Domain Name: where its calls come from. */
  domain: string;
  /** A number without a flow ends the call. */
  flowAttached: boolean;
}

/** undefined where there is none; text says what is wrong. */
export function readTrunk(value: unknown): Trunk | undefined | string {
  if (value === undefined || value === null) return undefined;
  const [didNumber, domain] = [textOf(value, "didNumber"), textOf(value, "domain")];
  if (!didNumber || !domain) return "trunk needs didNumber and domain as text.";
  return { didNumber, domain, flowAttached: memberOf(value, "flowAttached") !== false };
}

/** Why the trunk doesn't take a call: the SIP status; undefined when it does. */
export function refuseOnTrunk({ domain }: Trunk, invite: SipMessage): [number, string] | undefined {
  const from = /<sips?:[^@;>]+@([^:;>]+)/.exec(headerOf(invite, "From") ?? "")?.[1];
  if (from?.toLowerCase() !== domain.toLowerCase()) return [403, "Forbidden"];
  // TLS and Pad Crypto: media without encryption isn't taken.
  return invite.body.includes("RTP/SAVP") ? undefined : [488, "Not Acceptable Here"];
}
