import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  deployCommand,
  launchQuery,
  linkParametersOf,
  quickCreateLink,
  stackCapability,
  stackNameOf,
  templateBodyLimitBytes,
  templateText,
} from "@/lib/connections/launch-stack";
import { readConfig } from "@/lib/kernel/config";
import { isTemplateAddress } from "@/lib/kernel/template-address";
import { onboardingTemplate } from "@/lib/onboarding/onboarding-template";

const launch = { region: "eu-central-1", stackName: "patchbay-acme" };
const templateUrl = "https://acme-templates.s3.eu-central-1.amazonaws.com/patchbay.json?versionId=a/b";

const longestTemplate = onboardingTemplate({
  externalId: "x".repeat(128),
  consolePrincipalArn: `arn:aws-us-gov:iam::111122223333:role/${"p".repeat(511)}/${"n".repeat(64)}`,
  installation: randomUUID(),
  tenant: randomUUID(),
  instanceId: randomUUID(),
  partition: "aws-us-gov",
});

describe("the stack of a tenant's roles", () => {
  it("is offered as a quick-create link with the template, its name and its parameters, each escaped", () => {
    const link = new URL(
      quickCreateLink(launch, templateUrl, { ConsolePrincipalArn: "arn:aws:iam::111122223333:role/a b&c" }),
    );
    expect(link.host + link.pathname + link.search).toBe(
      "eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1",
    );
    const [page, query] = link.hash.split("?");
    expect(page).toBe("#/stacks/quickcreate");
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      templateURL: templateUrl,
      stackName: "patchbay-acme",
      param_ConsolePrincipalArn: "arn:aws:iam::111122223333:role/a b&c",
    });
    expect(quickCreateLink({ ...launch, region: "us-gov-west-1" }, templateUrl, {})).toMatch(
      /^https:\/\/console\.amazonaws-us-gov\.com\//,
    );
  });

  it("passes what CloudFormation takes from a link: no secret, and nothing without a value", () => {
    const Parameters = {
      ConsolePrincipalArn: { Type: "String", Default: "arn:x" },
      ExternalId: { Type: "String", Default: "secret", NoEcho: true },
      Given: { Type: "String" },
    };
    expect(linkParametersOf({ Parameters })).toEqual({ ConsolePrincipalArn: "arn:x" });
    expect(linkParametersOf({})).toEqual({});
  });

  it("is made by a command that says region, name, file and capability", () => {
    const command = deployCommand(launch, "patchbay-acme.template.json", undefined);
    for (const part of [
      "--region eu-central-1",
      "--stack-name patchbay-acme",
      "--template-file patchbay-acme.template.json",
      "--capabilities CAPABILITY_",
    ])
      expect(command).toContain(part);
    expect(command).not.toContain("--parameter-overrides");
  });

  it("trusts the role or user that somebody named, in the link as in the command, path and all", () => {
    const principalArn = "arn:aws:iam::111122223333:role/teams/it's&mine/console";
    const query = new URLSearchParams(
      launchQuery({ region: "eu-west-1", storedId: undefined, principalArn }),
    );
    expect(Object.fromEntries(query)).toEqual({ region: "eu-west-1", principal: principalArn });
    const command = deployCommand(launch, "t.json", principalArn);
    const printed = command.replace(/^aws .*?--parameter-overrides/s, "printf %s").replace(/ \\\n&&.*$/s, "");
    expect(execFileSync("sh", ["-c", printed], { encoding: "utf8" })).toBe(
      `ConsolePrincipalArn=${principalArn}`,
    );
    const plain = deployCommand(launch, "t.json", "arn:aws:iam::111122223333:user/ops/jane");
    expect(plain).toContain(
      "--parameter-overrides ConsolePrincipalArn=arn:aws:iam::111122223333:user/ops/jane ",
    );
  });

  it("keeps the external id of a connection that is stored", () => {
    const wish = { region: "eu-west-1", storedId: "an-id", principalArn: undefined };
    expect(launchQuery(wish)).toBe("region=eu-west-1&connection=an-id");
  });

  it("needs no other capability than CAPABILITY_IAM, since its template names nothing", () => {
    expect(templateText(longestTemplate)).not.toMatch(/"(ManagedPolicyName|RoleName|PolicyName)"/);
    expect(stackCapability).toBe("CAPABILITY_IAM");
  });

  it("has a template that the AWS CLI can send without S3, as it is downloaded and with the longest values", () => {
    expect(Buffer.byteLength(templateText(longestTemplate))).toBeLessThan(templateBodyLimitBytes);
    expect(JSON.parse(templateText(longestTemplate))).toEqual(JSON.parse(JSON.stringify(longestTemplate)));
  });

  it("has a name that CloudFormation takes", () => {
    for (const slug of ["acme", "a_b.c", "x".repeat(200)])
      expect(stackNameOf(slug)).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
  });

  it.each([
    [templateUrl, true],
    ["https://s3.amazonaws.com/acme/patchbay.json", true],
    ["https://acme.s3.amazonaws.com/patchbay.json", true],
    ["https://s3-eu-west-1.amazonaws.com/acme/patchbay.json", true],
    ["https://acme.s3.cn-north-1.amazonaws.com.cn/patchbay.json", true],
    ["http://acme.s3.amazonaws.com/patchbay.json", false],
    ["https://example.com/patchbay.json", false],
    ["https://s3.amazonaws.com.example.com/patchbay.json", false],
    ["https://evils3.amazonaws.com/patchbay.json", false],
    ["s3://acme/patchbay.json", false],
    [`https://acme.s3.amazonaws.com/${"x".repeat(1024)}`, false],
  ])("takes a template's address only where CloudFormation reads one: %s", (address, isTaken) => {
    expect(isTemplateAddress(address)).toBe(isTaken);
    const read = () => readConfig({ ...settings, PATCHBAY_TEMPLATE_URL: address }).templateUrl;
    if (isTaken) expect(read()).toBe(address);
    else expect(read).toThrow(/PATCHBAY_TEMPLATE_URL/);
  });
});

const settings = {
  DATABASE_URL: "postgresql://owner:owner-secret@127.0.0.1:5432/patchbay",
  PATCHBAY_APP_PASSWORD: "a-long-password-of-the-role",
  PATCHBAY_KEY_RING: JSON.stringify({ current: "k1", keys: { k1: Buffer.alloc(32, 7).toString("base64") } }),
  NEXTAUTH_SECRET: "x".repeat(40),
  PATCHBAY_INSTALLATION: "abcd1234",
};
