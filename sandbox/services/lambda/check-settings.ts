import type { UpdateFunctionConfigurationRequest } from "@aws-sdk/client-lambda";
import type { SandboxAccount } from "../../state/account";
import { ServiceError } from "../../wire/service";
import { evaluatePolicy } from "../iam/evaluate-policy";
import { iamState } from "../iam/iam-store";
import { readPolicyDocument } from "../iam/policy-document";
import { badParameter, type KeptSettings } from "./function-store";

/** The sandbox runs only the runtime it has: Node.js. */
const runtimes = ["nodejs18.x", "nodejs20.x", "nodejs22.x", "nodejs24.x"];
const maxEnvironmentBytes = 4096;
const reservedNames = [
  "_HANDLER",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

export function checkRuntime(runtime: string | undefined): string {
  if (runtime === undefined)
    throw badParameter(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  if (!runtimes.includes(runtime))
    throw badParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes.join(", ")}]`,
    );
  return runtime;
}

export function checkHandler(handler: string | undefined): string {
  if (handler === undefined)
    throw badParameter(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  if (!/^[^\s]{1,128}$/.test(handler))
    throw outOfRange("handler", handler, "satisfy regular expression pattern: [^\\s]+");
  return handler;
}

export function checkMemory(memoryMb: number): number {
  if (!Number.isInteger(memoryMb) || memoryMb < 128 || memoryMb > 10_240)
    throw outOfRange(
      "memorySize",
      memoryMb,
      memoryMb < 128 ? "have value greater than or equal to 128" : "have value less than or equal to 10240",
    );
  return memoryMb;
}

export function checkTimeout(timeoutSeconds: number): number {
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 900)
    throw outOfRange(
      "timeout",
      timeoutSeconds,
      timeoutSeconds < 1 ? "have value greater than or equal to 1" : "have value less than or equal to 900",
    );
  return timeoutSeconds;
}

function outOfRange(name: string, value: string | number, must: string): ServiceError {
  return new ServiceError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must ${must}`,
    {},
    400,
  );
}

export function checkEnvironment(variables: Record<string, string> | undefined): Record<string, string> {
  const environment = variables ?? {};
  const names = Object.keys(environment);
  const reserved = names.filter((name) => reservedNames.includes(name));
  if (reserved.length > 0)
    throw badParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  const bad = names.find((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (bad !== undefined)
    throw outOfRange(
      "environment.variables",
      bad,
      "satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+",
    );
  if (Buffer.byteLength(JSON.stringify(environment)) > maxEnvironmentBytes)
    throw badParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(environment).length} bytes`,
    );
  return environment;
}

type GivenSettings = Pick<
  UpdateFunctionConfigurationRequest,
  | "Layers"
  | "TracingConfig"
  | "DeadLetterConfig"
  | "VpcConfig"
  | "EphemeralStorage"
  | "FileSystemConfigs"
  | "KMSKeyArn"
  | "SnapStart"
>;

/** Given settings replace the current ones; an empty list or text removes one. */
export function keepSettings(given: GivenSettings, before: KeptSettings = {}): KeptSettings {
  const list = <Item>(items: Item[] | undefined): Item[] | undefined => (items?.length ? items : undefined);
  const vpc = given.VpcConfig;
  const storage = given.EphemeralStorage?.Size ?? before.ephemeralStorageMb;
  if (storage !== undefined && (storage < 512 || storage > 10_240))
    throw outOfRange("ephemeralStorage.size", storage, "have value between 512 and 10240");
  return {
    layers: given.Layers === undefined ? before.layers : list(given.Layers),
    tracing: given.TracingConfig?.Mode ?? before.tracing,
    deadLetterArn: given.DeadLetterConfig
      ? given.DeadLetterConfig.TargetArn || undefined
      : before.deadLetterArn,
    subnetIds: vpc === undefined ? before.subnetIds : list(vpc.SubnetIds),
    securityGroupIds: vpc === undefined ? before.securityGroupIds : list(vpc.SecurityGroupIds),
    ephemeralStorageMb: storage,
    fileSystems:
      given.FileSystemConfigs === undefined
        ? before.fileSystems
        : list(
            given.FileSystemConfigs.map(({ Arn = "", LocalMountPath = "" }) => ({
              arn: Arn,
              localMountPath: LocalMountPath,
            })),
          ),
    kmsKeyArn: given.KMSKeyArn === undefined ? before.kmsKeyArn : given.KMSKeyArn || undefined,
    snapStart: given.SnapStart?.ApplyOn ?? before.snapStart,
  };
}

/**
 * The role must exist, trust Lambda, and be known everywhere: for some seconds after CreateRole AWS answers
 * as if it did not trust Lambda.
 */
export function checkRole(account: SandboxAccount, roleArn: string): void {
  if (!/^arn:aws:iam::\d{12}:role\/?[\w+=,.@\-/]+$/.test(roleArn))
    throw outOfRange(
      "role",
      roleArn,
      "satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
    );
  const role = Object.values(iamState(account).data.roles).find(({ arn }) => arn === roleArn);
  const settled =
    role && account.clock.now() - role.createdAt >= account.settling.rolePropagationMilliseconds;
  const trusts =
    role &&
    evaluatePolicy(readPolicyDocument(role.trustPolicy), {
      action: "sts:AssumeRole",
      principal: { kind: "Service", value: "lambda.amazonaws.com" },
    }) === "allowed";
  if (!settled || !trusts)
    throw badParameter("The role defined for the function cannot be assumed by Lambda.");
}
