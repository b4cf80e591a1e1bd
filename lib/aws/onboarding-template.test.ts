import { describe, expect, it } from "vitest";
import { functionActions } from "@/lib/aws/function-boundary";
import { onboardingTemplate } from "@/lib/aws/onboarding-template";
import { makeKoreVoice } from "@/lib/blueprints/kore-voice";
import { sampleInput } from "@/lib/blueprints/kore-voice/sample-input";
import { resourceTypes } from "@/lib/deploy/registry";
import { trailSources } from "@/lib/trail/sources/registry";

const template = onboardingTemplate({
  externalId: "patchbay-made-for-one-tenant",
  consolePrincipalArn: "arn:aws:iam::111122223333:root",
});
const text = JSON.stringify(template);

describe("the onboarding template", () => {
  it("allows every action that a registered resource type or trail source declares", () => {
    const declared = [...resourceTypes, ...trailSources].flatMap((each) => each.iamActions);
    for (const action of declared) expect(text).toContain(`"${action}"`);
  });

  it("lets nobody assume a role without the tenant's external id", () => {
    const resources = (template as { Resources: Record<string, { Type: string; Properties: object }> })
      .Resources;
    const roles = Object.values(resources).filter((each) => each.Type === "AWS::IAM::Role");
    expect(roles).toHaveLength(2);
    for (const role of roles) {
      expect(role.Properties).toMatchObject({
        AssumeRolePolicyDocument: {
          Statement: [{ Condition: { StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } } } }],
        },
      });
    }
  });

  it("allows changes of roles on our own path only, and hands them to Lambda and API Gateway only", () => {
    expect(text).toContain('"iam:PassedToService":["lambda.amazonaws.com","apigateway.amazonaws.com"]');
    expect(text).not.toMatch(/"(iam:\*|\*:\*)"/);
    expect(text.match(/role\/patchbay\/\*/g)).toHaveLength(3);
    expect(text).toContain('"iam:PermissionsBoundary":{"Ref":"FunctionBoundary"}');
  });

  it("bounds its functions at what the blueprints' own roles ask for", () => {
    const asked = makeKoreVoice(() => ({
      sha256Base64: "any",
      sizeKiB: 1,
      handler: "index.handler",
      runtime: "any",
    }))
      .desired(sampleInput())
      .filter(({ type }) => type === "iam-role")
      .flatMap(({ props }) => (props as { statements: { actions: string[] }[] }).statements)
      .flatMap(({ actions }) => actions);
    expect(new Set(asked)).toEqual(new Set(functionActions));
  });

  it("fits into IAM's managed policies (6,144 characters without white space)", () => {
    const resources = (
      template as { Resources: Record<string, { Type: string; Properties: { PolicyDocument: object } }> }
    ).Resources;
    for (const each of Object.values(resources).filter(({ Type }) => Type === "AWS::IAM::ManagedPolicy")) {
      expect(JSON.stringify(each.Properties.PolicyDocument).length).toBeLessThan(6_144);
    }
  });
});
