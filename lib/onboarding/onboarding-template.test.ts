import { describe, expect, it } from "vitest";
import { actionScopes } from "@/lib/aws/action-scopes";
import { functionActions, readerActions, templateVersion } from "@/lib/aws/function-boundary";
import {
  ownFunctionNames,
  ownLogGroupNames,
  ownRoleNames,
  ownTableName,
  sharedRoles,
} from "@/lib/aws/own-names";
import { type PermissionScope, permissionScopes } from "@/lib/aws/permission-scopes";
import { resourceTypes } from "@/lib/engine/registry";
import { trailSources } from "@/lib/vendors/sources";
import { blueprintSamples } from "@/lib/vendors/testing/samples";
import { allActions, readActions } from "./needed-actions";
import { onboardingTemplate } from "./onboarding-template";
import { policyDocuments, type Template } from "./testing/launch-template";

const input = {
  externalId: "patchbay-made-for-one-tenant",
  consolePrincipalArn: "arn:aws:iam::111122223333:role/console",
  installation: "5d8a6b6e-33a7-4a57-9e62-6a1a1f0c7d11",
  tenant: "0b6f4f0e-6a51-4a0d-8f0b-5f3f0d7a9c22",
  instanceId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  partition: "aws",
};
const template = onboardingTemplate(input) as Template;
const text = JSON.stringify(template);
const documents = policyDocuments(template, "111122223333", { name: "a-stack-with-quite-a-long-name" });
interface Statement {
  Sid: string;
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}
const statements = Object.values(documents).flatMap((each) => (each as { Statement: Statement[] }).Statement);

describe("the onboarding template", () => {
  it("allows every action that a registered resource type or trail source declares", () => {
    const declared = [...resourceTypes, ...trailSources].flatMap((each) => each.iamActions);
    for (const action of declared) expect(text).toContain(`"${action}"`);
  });

  it("bounds every action that anything here needs as its author decided (lib/aws/action-scopes.ts)", () => {
    const unplaced = allActions().filter((action) => actionScopes[action] === undefined);
    expect(unplaced).toEqual([]);
  });

  it("allows on everything only lists, and actions for which AWS knows no resource", () => {
    const onEverything = statements.filter(({ Resource, Condition }) => Resource === "*" && !Condition);
    expect(onEverything.map(({ Sid }) => Sid).sort()).toEqual([
      "CloudControl",
      "Connectors",
      "Lists",
      "LogDelivery",
      "Logs",
    ]);
    const changes = onEverything
      .flatMap(({ Action }) => Action)
      .filter((action) => !/:(List|Describe|Get|Filter)/.test(action));
    expect([...new Set(changes)].sort()).toEqual([
      "chime:AssociateVoiceConnectorConnect",
      "chime:CreateConnectCallTransferConnector",
      "chime:DisassociateVoiceConnectorConnect",
      // In the caller's name: AppIntegrations' own actions bound it.
      "cloudformation:CreateResource",
      "cloudformation:DeleteResource",
      "cloudformation:UpdateResource",
      "logs:CreateLogDelivery",
      // Of the boundary: what functions and API Gateway may do at most.
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DeleteLogDelivery",
      "logs:PutLogEvents",
      "logs:PutResourcePolicy",
    ]);
  });

  it("gives the reading role nothing that changes anything", () => {
    const scopes: Record<string, PermissionScope> = permissionScopes;
    const ofReading = readActions().flatMap((action) => actionScopes[action] ?? []);
    expect(new Set(ofReading.map((scope) => scopes[scope]?.policy))).toEqual(new Set(["Read", "Identity"]));
    const { Statement } = documents.ReadPolicy as { Statement: Statement[] };
    for (const action of Statement.flatMap(({ Action }) => Action))
      expect(action).toMatch(/:(List|Describe|Get|Search|Filter|BatchGet|Query|GET$)/);
  });

  it("lets nobody assume a role without the tenant's external id", () => {
    const roles = Object.values(template.Resources).filter((each) => each.Type === "AWS::IAM::Role");
    expect(roles).toHaveLength(2);
    for (const role of roles) {
      expect(role.Properties).toMatchObject({
        AssumeRolePolicyDocument: {
          Statement: [{ Condition: { StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } } } }],
        },
      });
    }
  });

  it("names nothing, so that an account may have a second stack, and says in tags which boundary is its own, and its version", () => {
    expect(text).not.toMatch(/"(ManagedPolicyName|RoleName|PolicyName)"/);
    expect(template.Resources.DeployRole?.Properties.Tags).toEqual([
      { Key: "patchbay:boundary", Value: { Ref: "FunctionBoundary" } },
      { Key: "patchbay:template", Value: String(templateVersion) },
    ]);
    expect(template.Outputs.TemplateVersion?.Value).toBe(String(templateVersion));
  });

  it("asks for the console's identity where it is not known, and takes no other than an identity's ARN", () => {
    expect(template.Parameters.ConsolePrincipalArn?.Default).toBe(input.consolePrincipalArn);
    const { Parameters } = onboardingTemplate({ ...input, consolePrincipalArn: undefined }) as Template;
    expect(Parameters.ConsolePrincipalArn).not.toHaveProperty("Default");
    expect(Parameters.ConsolePrincipalArn).toHaveProperty("AllowedPattern");
  });

  it("allows changes of roles on our own path only, and hands them to Lambda and API Gateway only", () => {
    const ofRoles = statements.filter(
      ({ Sid, Action }) =>
        !["Self", "ConnectServiceRole"].includes(Sid) &&
        Action.some((action) => /^iam:(?!Get|List).*Role/.test(action)),
    );
    for (const { Resource, Sid } of ofRoles)
      expect(
        [Resource].flat().every((each) => each.includes(":role/patchbay/")),
        Sid,
      ).toBe(true);
    expect(text).toContain('"iam:PassedToService":["lambda.amazonaws.com","apigateway.amazonaws.com"]');
    const powers = ofRoles.filter(({ Action }) =>
      Action.some((action) => ["iam:CreateRole", "iam:PutRolePolicy"].includes(action)),
    );
    // IAM itself lets nobody but Connect change its service-linked role.
    const ofConnect = statements.find(({ Sid }) => Sid === "ConnectServiceRole");
    expect(ofConnect?.Resource).toBe(
      "arn:aws:iam::111122223333:role/aws-service-role/connect.amazonaws.com/*",
    );
    for (const { Condition } of powers)
      expect(Condition?.StringEquals).toHaveProperty(["iam:PermissionsBoundary"]);
  });

  it("bounds its functions at what the blueprints' own roles ask for", () => {
    const asked = blueprintSamples
      .flatMap(({ desires }) => desires())
      .filter(({ type }) => type === "iam-role")
      .flatMap(({ props }) => (props as { statements: { actions: string[] }[] }).statements)
      .flatMap(({ actions }) => actions);
    expect(new Set(asked)).toEqual(new Set(functionActions));
  });

  it("lets functions take only our roles that read streams, and those only read streams", () => {
    const { Statement } = documents.FunctionBoundary as { Statement: Statement[] };
    const of = (action: string) => Statement.filter(({ Action }) => Action.includes(action));
    expect(of("sts:AssumeRole")).toEqual([
      {
        Sid: "Readers",
        Effect: "Allow",
        Action: ["sts:AssumeRole"],
        Resource: "arn:aws:iam::111122223333:role/patchbay/*kvs-reader-role",
      },
    ]);
    for (const action of readerActions) {
      expect(of(action), action).toHaveLength(1);
      for (const { Resource } of of(action)) expect(Resource).not.toBe("*");
    }
    expect(of("kms:Decrypt")[0]?.Condition).toEqual({ StringLike: { "kms:ViaService": "kinesisvideo.*" } });
  });

  it("lets nobody release a number that Patchbay didn't claim, or change other settings of the instance", () => {
    const of = (action: string) => statements.filter(({ Action }) => Action.includes(action));
    for (const { Condition } of of("connect:ReleasePhoneNumber"))
      expect(Condition?.StringEquals).toHaveProperty(["aws:ResourceTag/patchbay:claimed"], "true");
    for (const { Condition } of of("connect:UpdateInstanceAttribute"))
      expect(Condition?.StringEqualsIfExists).toHaveProperty(["connect:AttributeType"]);
    expect(of("connect:ReleasePhoneNumber")).toHaveLength(1);
    expect(of("connect:UpdateInstanceAttribute")).toHaveLength(1);
  });

  it("reaches everything that the blueprints name, behind any prefix", () => {
    // A kind of integration may put a word of its own between the prefix and the name.
    const isBehindPrefix = (name: string, own: string) => name.startsWith("theirs-") && name.endsWith(own);
    const nameOf = ({ props }: { props: object }) =>
      "name" in props ? String(props.name) : "roleName" in props ? String(props.roleName) : "";
    const ofType = (type: string) =>
      blueprintSamples
        .flatMap(({ desires }) => desires("theirs-"))
        .filter((each) => each.type === type)
        .map(nameOf);
    for (const name of ofType("lambda-function"))
      expect(
        ownFunctionNames.some((own) => isBehindPrefix(name, own)),
        name,
      ).toBe(true);
    for (const name of ofType("dynamodb-table")) expect(isBehindPrefix(name, ownTableName), name).toBe(true);
    for (const name of ofType("log-group"))
      expect(
        ownLogGroupNames.some((own) => new RegExp(`^${own.replaceAll("*", ".*")}$`).test(name)),
        name,
      ).toBe(true);
    for (const name of [...ofType("iam-role"), ...ofType("kvs-reader-role")])
      expect(
        ownRoleNames.some((own) => isBehindPrefix(name, own.replace("*", ""))),
        name,
      ).toBe(true);
    for (const name of ofType("api-log-role")) expect(name.startsWith(sharedRoles)).toBe(true);
  });

  it("fits into IAM's managed policies (6,144 characters without white space, 10 to a role)", () => {
    for (const [id, document] of Object.entries(documents))
      expect(JSON.stringify(document).length, id).toBeLessThan(6_144);
    expect(Object.keys(documents).length).toBeLessThanOrEqual(9);
  });
});
