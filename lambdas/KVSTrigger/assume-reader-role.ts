import { awsDomain, callAws } from "../shared/call-aws";

/** As STS spells it, and as its SDKs pass it on. */
export interface StreamCredentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: string;
}

/** role: the role doesn't let this function in. boundary: the function's own boundary doesn't let it ask. */
export type CredentialsFault = "boundary" | "role" | "unknown";

export type CredentialsReading =
  | { ok: true; credentials: StreamCredentials }
  | { ok: false; reason: CredentialsFault; awsError: string };

export interface ReaderSession {
  roleArn: string;
  contactId: string;
  streamArn: string;
  /** "" with AWS's own key. */
  keyArn: string;
}

/** All that STS allows a role's session that assumes another role. */
const credentialSeconds = 3600;

/**
 * Credentials that read one stream for an hour, and nothing else. One request, repeated once while there is time when the
 * connection or STS failed: asking twice does no harm. Never throws.
 */
export async function assumeReaderRole(
  session: ReaderSession,
  deadline: number,
): Promise<CredentialsReading> {
  const first = await ask(session, deadline);
  if (first.ok || !worthRepeating.has(first.awsError) || Date.now() >= deadline) return first;
  return ask(session, deadline);
}

const worthRepeating = new Set(["InternalFailure", "NetworkError", "ServiceUnavailable"]);

async function ask(session: ReaderSession, deadline: number): Promise<CredentialsReading> {
  try {
    const { status, text } = await callAws({
      service: "sts",
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: formatRequest(session),
      timeoutMs: Math.max(1, deadline - Date.now()),
    });
    const credentials = status === 200 ? parseCredentials(text) : undefined;
    return credentials ? { ok: true, credentials } : refused(status, text);
  } catch {
    const awsError = Date.now() >= deadline ? "TimeoutError" : "NetworkError";
    return { ok: false, reason: "unknown", awsError };
  }
}

/** Pure. */
function sessionPolicy({ streamArn, keyArn }: Pick<ReaderSession, "streamArn" | "keyArn">): string {
  const region = streamArn.split(":")[3] ?? "";
  const decrypt = {
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": `kinesisvideo.${region}.${awsDomain(region)}` } },
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["kinesisvideo:GetDataEndpoint", "kinesisvideo:GetMedia"],
        Resource: streamArn,
      },
      ...(keyArn === "" ? [] : [decrypt]),
    ],
  });
}

function formatRequest(session: ReaderSession): string {
  const fields = {
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: session.roleArn,
    RoleSessionName: session.contactId,
    DurationSeconds: String(credentialSeconds),
    Policy: sessionPolicy(session),
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}

/** STS answers in XML. Keys, tokens, and times have no character that XML would escape. */
const members = (["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"] as const).map(
  (name) => [name, new RegExp(`<${name}>([\\w+/=.:-]{1,4096})</${name}>`)] as const,
);

function parseCredentials(xml: string): StreamCredentials | undefined {
  const credentials: Partial<StreamCredentials> = {};
  for (const [name, pattern] of members) {
    const value = pattern.exec(xml)?.[1];
    if (value === undefined) return undefined;
    credentials[name] = value;
  }
  return credentials as StreamCredentials;
}

function refused(status: number, xml: string): CredentialsReading {
  const code = /<Code>(\w{1,80})<\/Code>/.exec(xml)?.[1] ?? "";
  const awsError =
    code || (status >= 500 ? "ServiceUnavailable" : status === 200 ? "Malformed" : `Http${status}`);
  if (awsError !== "AccessDenied") return { ok: false, reason: "unknown", awsError };
  // "… because no permissions boundary allows the sts:AssumeRole action", or "… with an explicit deny in a permissions boundary"
  return { ok: false, reason: /permissions boundary/.test(xml) ? "boundary" : "role", awsError };
}
