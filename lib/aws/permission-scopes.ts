import { rolePath } from "@/lib/aws/function-boundary";
import {
  connectorLogGroups,
  flowLogGroups,
  ownFunctionNames,
  ownLogGroupNames,
  ownRoleNames,
  sharedRoles,
} from "@/lib/aws/own-names";

/** What an action is allowed on, and when: one statement of a policy. CloudFormation fills in parameters. */
export interface PermissionScope {
  /** Which of the template's policies holds it; one of IAM's may have 6,144 characters. */
  policy: "Read" | "Functions" | "Data" | "Connect" | "Instance" | "Identity";
  resource: unknown;
  condition?: Record<string, Record<string, unknown>>;
  /** Only where the stack's parameter EditAllFlows says so. */
  isOptional?: boolean;
}

const sub = (text: string) => ({ "Fn::Sub": text });
const ref = (parameter: string) => ({ Ref: parameter });
/** Any region: a role is the account's. */
const arn = (service: string, rest: string) =>
  sub(`arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${rest}`);

/** Values of the tags `patchbay:installation` and `patchbay:tenant` (lib/engine/ownership.ts). */
const tags = (kind: "ResourceTag" | "RequestTag") => ({
  [`aws:${kind}/patchbay:installation`]: ref("Installation"),
  [`aws:${kind}/patchbay:tenant`]: ref("Tenant"),
});
/** What carries our tags. */
const ours = { StringEquals: tags("ResourceTag") };
/** What comes into being with our tags. */
const madeAsOurs = { StringEquals: tags("RequestTag") };
const ownTagKeys = { "ForAllValues:StringLike": { "aws:TagKeys": "patchbay:*" } };
/** Our tags may be put where no one else's are: at creation, and to adopt what has none. */
const taggedAsOurs = {
  StringEquals: tags("RequestTag"),
  StringEqualsIfExists: tags("ResourceTag"),
  ...ownTagKeys,
};
/** DynamoDB hands tags to IAM only where the account has that switched on, so there the name bounds alone. */
const oursIfKnown = { StringEqualsIfExists: tags("ResourceTag") };
const taggedAsOursIfKnown = {
  StringEqualsIfExists: { ...tags("RequestTag"), ...tags("ResourceTag") },
  ...ownTagKeys,
};

const instance = `instance/\${ConnectInstanceId}`;
const functions = (...ends: string[]) =>
  ownFunctionNames.flatMap((name) => ends.map((end) => arn("lambda", `function:*${name}${end}`)));
/** A group is asked for by its ARN with and without `:*`, and by its streams'. */
const logGroups = (names: readonly string[]) => names.map((name) => arn("logs", `log-group:${name}*`));
const table = arn("dynamodb", `table/\${TableName}`);
const ownRoles = sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${rolePath}*`);
const restApi = sub(`arn:\${AWS::Partition}:apigateway:*::/restapis/*`);
const application = arn("app-integrations", "application/*");
const boundary = { "iam:PermissionsBoundary": ref("FunctionBoundary") };

/**
 * Every way in which a permission is bounded. `docs/decisions/the-roles-reach-only-our-own.md` says service by service
 * what AWS lets us bound, and what stays open.
 */
export const permissionScopes = {
  // Lists of names, and actions for which AWS knows no resource.
  lists: { policy: "Read", resource: "*" },

  instance: { policy: "Read", resource: [arn("connect", instance), arn("connect", `${instance}/*`)] },
  instanceChange: {
    policy: "Connect",
    resource: [arn("connect", instance), arn("connect", `${instance}/*`)],
  },
  // Only the settings that integrations need, of all that an instance has (lib/engine/resources/instance-attribute.ts).
  instanceAttributes: {
    policy: "Instance",
    resource: arn("connect", instance),
    condition: {
      StringEqualsIfExists: {
        "connect:AttributeType": ["INBOUND_CALLS", "OUTBOUND_CALLS", "EARLY_MEDIA", "CONTACTFLOW_LOGS"],
      },
    },
  },
  mediaStreams: {
    policy: "Instance",
    resource: arn("connect", instance),
    condition: { StringEqualsIfExists: { "connect:StorageResourceType": "MEDIA_STREAMS" } },
  },
  keyRead: { policy: "Read", resource: arn("kms", "key/*") },
  // Connect grants itself the key's use in the caller's name.
  streamKey: {
    policy: "Instance",
    resource: arn("kms", "key/*"),
    condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
  phoneNumbers: { policy: "Read", resource: [arn("connect", "phone-number/*"), arn("connect", instance)] },
  newFlow: {
    policy: "Connect",
    resource: arn("connect", `${instance}/contact-flow/*`),
    condition: madeAsOurs,
  },
  ownFlow: { policy: "Connect", resource: arn("connect", `${instance}/contact-flow/*`), condition: ours },
  taggedFlow: {
    policy: "Connect",
    resource: arn("connect", `${instance}/contact-flow/*`),
    condition: taggedAsOurs,
  },
  anyFlow: { policy: "Connect", resource: arn("connect", `${instance}/contact-flow/*`), isOptional: true },
  // A number is given back to the flow that it had before, which is nobody's of ours.
  flowOfNumber: { policy: "Connect", resource: arn("connect", `${instance}/contact-flow/*`) },
  ownNumber: { policy: "Connect", resource: ref("PhoneNumberArns"), condition: ours },
  taggedNumber: { policy: "Connect", resource: ref("PhoneNumberArns"), condition: taggedAsOurs },
  newNumber: { policy: "Instance", resource: arn("connect", "phone-number/*"), condition: madeAsOurs },
  // Whatever numbers the stack names: what Patchbay claimed is its own. A number that it only routes is without the mark,
  // and never released.
  claimedNumber: {
    policy: "Instance",
    resource: arn("connect", "phone-number/*"),
    condition: {
      StringEquals: { ...tags("ResourceTag"), "aws:ResourceTag/patchbay:claimed": "true" },
    },
  },
  untaggedNumber: {
    policy: "Connect",
    resource: ref("PhoneNumberArns"),
    condition: { ...ours, ...ownTagKeys },
  },

  connectors: { policy: "Connect", resource: "*" },
  newConnector: { policy: "Connect", resource: "*", condition: madeAsOurs },
  connectorRead: { policy: "Connect", resource: arn("chime", "vc/*") },
  ownConnector: { policy: "Connect", resource: arn("chime", "vc/*"), condition: ours },
  taggedConnector: { policy: "Connect", resource: arn("chime", "vc/*"), condition: taggedAsOurs },
  connectorQuota: { policy: "Read", resource: arn("servicequotas", "connect/*") },

  applicationRead: { policy: "Read", resource: application },
  newApplication: { policy: "Instance", resource: application, condition: madeAsOurs },
  ownApplication: { policy: "Instance", resource: application, condition: ours },
  taggedApplication: { policy: "Instance", resource: application, condition: taggedAsOurs },
  cloudControl: { policy: "Instance", resource: "*" },

  logGroupList: { policy: "Read", resource: arn("logs", "log-group:*") },
  logEvents: {
    policy: "Read",
    resource: logGroups([...ownLogGroupNames, connectorLogGroups, flowLogGroups]),
  },
  logGroupRead: { policy: "Data", resource: logGroups(ownLogGroupNames) },
  newLogGroup: { policy: "Data", resource: logGroups(ownLogGroupNames), condition: madeAsOurs },
  // Chime makes them in the caller's name, without our tags.
  connectorLogGroup: { policy: "Connect", resource: logGroups([connectorLogGroups]) },
  ownLogGroup: { policy: "Data", resource: arn("logs", "log-group:*"), condition: ours },
  taggedLogGroup: { policy: "Data", resource: logGroups(ownLogGroupNames), condition: taggedAsOurs },
  logDelivery: { policy: "Connect", resource: "*" },

  functionRead: { policy: "Functions", resource: functions("", ":*") },
  newFunction: { policy: "Functions", resource: functions(""), condition: madeAsOurs },
  taggedFunction: { policy: "Functions", resource: functions(""), condition: taggedAsOurs },
  ownFunction: { policy: "Functions", resource: arn("lambda", "function:*"), condition: ours },
  ownFunctionForServices: {
    policy: "Functions",
    resource: arn("lambda", "function:*"),
    condition: {
      StringEquals: {
        ...tags("ResourceTag"),
        "lambda:Principal": ["connect.amazonaws.com", "apigateway.amazonaws.com"],
      },
    },
  },

  tableItems: {
    policy: "Read",
    resource: [table, arn("dynamodb", `table/\${TableName}/index/*`)],
    condition: oursIfKnown,
  },
  tableRead: { policy: "Data", resource: table },
  newTable: { policy: "Data", resource: table },
  taggedTable: { policy: "Data", resource: table, condition: taggedAsOursIfKnown },
  ownTable: { policy: "Data", resource: table, condition: oursIfKnown },

  apiRead: {
    policy: "Read",
    resource: ["/account", "/apis", "/apis/*", "/restapis", "/restapis/*", "/tags/*"].map((path) =>
      sub(`arn:\${AWS::Partition}:apigateway:*::${path}`),
    ),
  },
  newApi: {
    policy: "Identity",
    resource: sub(`arn:\${AWS::Partition}:apigateway:*::/restapis`),
    condition: madeAsOurs,
  },
  newHttpApi: {
    policy: "Identity",
    resource: sub(`arn:\${AWS::Partition}:apigateway:*::/apis`),
    condition: madeAsOurs,
  },
  ownHttpApi: {
    policy: "Identity",
    resource: sub(`arn:\${AWS::Partition}:apigateway:*::/apis/*`),
    condition: ours,
  },
  ownApi: { policy: "Identity", resource: restApi, condition: ours },
  taggedApi: {
    policy: "Identity",
    resource: sub(`arn:\${AWS::Partition}:apigateway:*::/tags/*`),
    condition: { ...madeAsOurs, ...ownTagKeys },
  },
  apiAccount: { policy: "Identity", resource: sub(`arn:\${AWS::Partition}:apigateway:*::/account`) },

  // By name too: IAM doesn't know the path of a role that isn't there (yet), and asks for it without one.
  roleRead: {
    policy: "Identity",
    resource: [
      ownRoles,
      ...[...ownRoleNames, `${sharedRoles}*`].map((name) =>
        sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}`),
      ),
    ],
  },
  newRole: {
    policy: "Identity",
    resource: ownRoles,
    condition: { StringEquals: { ...tags("RequestTag"), ...boundary } },
  },
  boundRole: {
    policy: "Identity",
    resource: ownRoles,
    condition: { StringEquals: { ...tags("ResourceTag"), ...boundary } },
  },
  ownRole: { policy: "Identity", resource: ownRoles, condition: ours },
  taggedRole: { policy: "Identity", resource: ownRoles, condition: taggedAsOurs },
  // Connect writes into its own service-linked role in the caller's name, for media streams and applications. IAM lets nobody
  // else change such a role.
  connectServiceRole: {
    policy: "Instance",
    resource: sub(
      `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-service-role/connect.amazonaws.com/*`,
    ),
  },
  // Whichever of the installation's tenants made it, the last one takes it away.
  sharedRole: {
    policy: "Identity",
    resource: sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${rolePath}${sharedRoles}*`),
    condition: { StringEquals: { "aws:ResourceTag/patchbay:installation": ref("Installation") } },
  },
  // Tags don't bound PassRole reliably (IAM's documentation): the path does, and whom it is passed to.
  passedRole: {
    policy: "Identity",
    resource: ownRoles,
    condition: {
      StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "apigateway.amazonaws.com"] },
    },
  },
  boundaryRead: {
    policy: "Identity",
    resource: sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy${rolePath}*`),
  },
  /** The two roles themselves; in a policy of its own, because it names them. */
  self: { policy: "Read", resource: "self" },
} as const satisfies Record<string, PermissionScope>;

export type ScopeName = keyof typeof permissionScopes;
