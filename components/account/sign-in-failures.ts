import { formatWait } from "@/lib/access/auth/format-wait";

const sentences: Record<string, string> = {
  CredentialsSignin: "Incorrect email address or password.",
  "code-wrong": "Incorrect code. Enter the current code from your authenticator app.",
  "database-away": "Patchbay can't reach its database, so no one can sign in. Try again in a moment.",
  unexpected: "Something went wrong in Patchbay. Try again. If it happens again, contact your operator.",
  "oidc-unverified":
    "Your identity provider didn't confirm your email address. Ask your administrator to check its settings.",
  "oidc-domain": "Your email domain isn't allowed to use single sign-on.",
  "oidc-no-account": "There's no account for your email address. Ask an administrator to invite you.",
};
const tooMany = "sign-in-too-many";
const noAnswer = "No response from Patchbay. Check that it's running, and try again.";
const ssoFailed = "Single sign-on failed. Try again. If it happens again, contact your administrator.";

/** The sign-in page's message for one of next-auth's error codes; unknown codes get a generic message. */
export function saySignInFailure(code: string | null | undefined): string {
  if (!code) return noAnswer;
  const [name, seconds] = code.split(":");
  if (name === tooMany) {
    const wait = Number(seconds);
    return `Too many failed attempts. Try again ${Number.isFinite(wait) && wait > 0 ? `in ${formatWait(wait)}` : "later"}.`;
  }
  return sentences[code] ?? (/^(OAuth|Callback|AccessDenied|oidc)/.test(code) ? ssoFailed : noAnswer);
}

/** The password was correct, and a code is required. */
export function isCodeNeeded(code: string | null | undefined): boolean {
  return code === "sign-in-code-needed";
}
