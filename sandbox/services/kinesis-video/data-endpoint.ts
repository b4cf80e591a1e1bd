import { createHash } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { Stream } from "./stream-store";

/** On AWS, https://s-….kinesisvideo.REGION.amazonaws.com; here, each endpoint is a path of its own. */
export const endpointPath = "/kinesisvideo/";

/** The name of the endpoint that has a stream's media. Streams share endpoints, and not all have the same. */
export function endpointOf({ arn }: Stream): string {
  return `s-${createHash("sha256").update(arn).digest("hex").slice(0, 2)}`;
}

export function endpointUrl({ links }: SandboxAccount, stream: Stream): string {
  return `${links.awsUrl}${endpointPath}${endpointOf(stream)}`;
}
