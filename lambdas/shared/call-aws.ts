import { postRepeatable } from "./http/post-repeatable";
import type { HttpResponse } from "./http/response-reader";
import { signRequest } from "./sign-request";

export interface AwsCall {
  service: "dynamodb" | "sts";
  /** Sent and signed; names in lower case. */
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

/**
 * One request to AWS, with Lambda's own credentials, respecting `AWS_ENDPOINT_URL[_SERVICE]`. It must be one that may be
 * sent twice: a connection that was kept may be closed when it is used again. Any answer is returned; throws RequestError.
 */
export async function callAws({ service, headers, body, timeoutMs }: AwsCall): Promise<HttpResponse> {
  const region = process.env.AWS_REGION ?? "us-east-1";
  const url = endpointOf(service, region);
  const signed = signRequest(
    { host: url.host, region, service, body, headers, at: new Date() },
    {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? "",
      sessionToken: process.env.AWS_SESSION_TOKEN,
    },
  );
  // AWS, or the deployment's endpoint: one inside a VPC has a private address.
  return postRepeatable({ url, headers: signed, body, timeoutMs, inwardAllowed: true });
}

const ownEndpoint = { dynamodb: "AWS_ENDPOINT_URL_DYNAMODB", sts: "AWS_ENDPOINT_URL_STS" } as const;
let last: { from: string; url: URL } | undefined;

/** The same in each call of a function. */
function endpointOf(service: AwsCall["service"], region: string): URL {
  const own = process.env[ownEndpoint[service]] || process.env.AWS_ENDPOINT_URL;
  const from = own || `https://${service}.${region}.${awsDomain(region)}`;
  if (last?.from !== from) last = { from, url: new URL("/", from) };
  return last.url;
}

/** In which AWS names its services of a region. */
export function awsDomain(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}
