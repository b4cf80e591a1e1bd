/** AWS's errors that say that the credentials, and not the request, weren't accepted. */
const refusals =
  /\b(AccessDeniedException|ExpiredTokenException|IncompleteSignatureException|InvalidClientTokenId|InvalidSignatureException|MissingAuthenticationTokenException|NotAuthorizedException|UnrecognizedClientException)\b/;
/** KMS's own errors (KMSDisabledException), and the permission that is missing (kms:Decrypt). */
const ofKey = /\b(?:(KMS[A-Z]\w{2,60}Exception)|kms:[A-Z]\w+)/;

export interface AwsFault {
  /** key: the stream's key can't be used. role: the role's permissions, or the session's, don't reach. */
  reason: "key" | "role";
  awsError: string;
}

/**
 * What AWS told the transcriber, when the transcriber passes it on: that it couldn't read the stream isn't a refusal of its
 * own. undefined when its answer names no error of AWS's. Pure; nothing but AWS's name for the error is kept.
 */
export function awsFaultOf(answer: string): AwsFault | undefined {
  const text = answer.slice(0, 16 * 1024);
  const refusal = refusals.exec(text)?.[1];
  const key = ofKey.exec(text);
  if (key) return { reason: "key", awsError: key[1] ?? refusal ?? "kms" };
  return refusal === undefined ? undefined : { reason: "role", awsError: refusal };
}
