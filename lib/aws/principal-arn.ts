/** An IAM role or user as a trust policy has to name it: with its path. */
const principalArn = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/(?:[\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/;
const sessionArn = /^arn:aws[a-z-]*:sts::/;

export function isPrincipalArn(text: string): boolean {
  return principalArn.test(text);
}

/** What is wrong with the ARN that someone typed; undefined when a trust policy can name it. */
export function whyNoPrincipalArn(text: string): string | undefined {
  if (isPrincipalArn(text)) return undefined;
  return sessionArn.test(text)
    ? "This is the ARN of a session. Enter the ARN of its IAM role, with the role's path: arn:aws:iam::111122223333:role/path/name."
    : "Enter the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/path/name.";
}
