import { describe, expect, it } from "vitest";
import { isPrincipalArn, whyNoPrincipalArn } from "@/lib/aws/principal-arn";

describe("the ARN of the role or user that Patchbay runs as", () => {
  it.each([
    "arn:aws:iam::111122223333:role/console",
    "arn:aws:iam::111122223333:role/teams/voice/console",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
    "arn:aws:iam::111122223333:user/ops~1/jane.doe@example.com",
    "arn:aws-us-gov:iam::111122223333:role/console",
    "arn:aws-cn:iam::111122223333:user/console",
  ])("may have a path: %s", (arn) => {
    expect(whyNoPrincipalArn(arn)).toBeUndefined();
    expect(isPrincipalArn(arn)).toBe(true);
  });

  it.each([
    "",
    "console",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::1111:role/console",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::111122223333:role/teams/",
    "arn:aws:iam::111122223333:policy/console",
    "arn:aws:iam::111122223333:role/con sole",
    "arn:aws:iam::111122223333:role/console\n",
    `arn:aws:iam::111122223333:role/${"x".repeat(65)}`,
    "arn:aws:iam::111122223333:role/console'; rm -r .; '",
  ])("isn't anything else: %s", (arn) => {
    expect(whyNoPrincipalArn(arn)).toMatch(/^Enter the ARN of an IAM role or user/);
  });

  it("isn't the ARN of a session, which has lost the role's path", () => {
    expect(whyNoPrincipalArn("arn:aws:sts::111122223333:assumed-role/console/session")).toMatch(
      /^This is the ARN of a session\./,
    );
  });
});
