import { createHash } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import { ServiceError } from "../../wire/service";
import type { ConnectState } from "./connect-model";

type Place = Pick<SandboxAccount, "region" | "accountId">;

export function instanceArn(place: Place, instanceId: string): string {
  return `arn:aws:connect:${place.region}:${place.accountId}:instance/${instanceId}`;
}

/** kind: "queue", "contact-flow", "operating-hours", "contact", "agent", "prompt", "integration-association" … */
export function childArn(place: Place, state: ConnectState, kind: string, id: string): string {
  return `${instanceArn(place, state.instance.id)}/${kind}/${id}`;
}

export function phoneNumberArn(place: Place, id: string): string {
  return `arn:aws:connect:${place.region}:${place.accountId}:phone-number/${id}`;
}

/** Most operations accept an ID or an ARN. The last part of the path is the ID. */
export function idOf(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf("/") + 1);
}

export function checkInstance(state: ConnectState, instanceId: string | undefined): void {
  if (instanceId !== undefined && idOf(instanceId) === state.instance.id) return;
  throw new ServiceError("ResourceNotFoundException", "Instance not found");
}

/** The same ID for the same name, so that stored references stay valid after a reset; different in each account. */
export function stableId({ firstDay }: Pick<SandboxAccount, "firstDay">, name: string): string {
  const hash = createHash("sha256").update(`patchbay-sandbox:${firstDay.salt}${name}`).digest("hex");
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
