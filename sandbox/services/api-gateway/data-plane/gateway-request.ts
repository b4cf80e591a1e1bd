import { randomBytes, randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../../state/account";
import type { OpenRequest } from "../../../wire/service";
import type { RestApi, Snapshot, Stage } from "../gateway-store";
import { decodePart, type Match } from "./match-resource";

/** A request to a stage, with the names that AWS gives it. */
export interface GatewayRequest {
  account: SandboxAccount;
  open: OpenRequest;
  api: RestApi;
  stage: Stage;
  /** What the stage serves. */
  snapshot: Snapshot;
  /** Percent-encoded, after the stage. */
  rawPath: string;
  path: string;
  requestId: string;
  extendedRequestId: string;
  traceId: string;
  startedAt: number;
  domainName: string;
  sourceIp: string;
  /** Filled in once it is known. */
  match?: Match;
}

export function readGatewayRequest(
  account: SandboxAccount,
  open: OpenRequest,
  place: Pick<GatewayRequest, "api" | "stage" | "snapshot" | "rawPath">,
): GatewayRequest {
  const startedAt = account.clock.now();
  const seconds = Math.floor(startedAt / 1000).toString(16);
  return {
    account,
    open,
    ...place,
    path: place.rawPath.split("/").map(decodePart).join("/"),
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString("base64url")}=`,
    traceId: `Root=1-${seconds.padStart(8, "0")}-${randomBytes(12).toString("hex")}`,
    startedAt,
    domainName: `${place.api.id}.execute-api.${account.region}.amazonaws.com`,
    sourceIp: open.sourceIp.replace(/^::ffff:/, ""),
  };
}

/** `arn:aws:execute-api:R:A:API/…`: what permissions and policies refer to. */
export function executeApiArn(
  { account, api }: Pick<GatewayRequest, "account" | "api">,
  rest: string,
): string {
  return `arn:aws:execute-api:${account.region}:${account.accountId}:${api.id}/${rest}`;
}

/** "02/Jan/2026:15:04:05 +0000" */
export function requestTime(milliseconds: number): string {
  const [, day = "", month = "", year = "", time = ""] = new Date(milliseconds).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
