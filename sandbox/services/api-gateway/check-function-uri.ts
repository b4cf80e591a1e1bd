import type { SandboxAccount } from "../../state/account";
import { badRequest } from "./gateway-store";

/** `arn:aws:apigateway:R:lambda:path/2015-03-31/functions/FUNCTION/invocations`, with the function's ARN in it. */
const uriPattern =
  /^arn:aws:apigateway:([a-z0-9-]+):lambda:path\/2015-03-31\/functions\/(arn:aws:lambda:\S+)\/invocations$/;

/** The function that a URI calls; undefined when it doesn't have that form. Stage variables aren't resolved yet. */
export function functionOfUri(uri: string): string | undefined {
  return uriPattern.exec(uri)?.[2];
}

export function checkFunctionUri(account: SandboxAccount, uri: string, message: string): string {
  const [, region] = uriPattern.exec(uri) ?? [];
  if (region !== account.region) throw badRequest(message);
  return uri;
}
