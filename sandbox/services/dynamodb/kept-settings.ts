import type {
  DeleteResourcePolicyInput,
  DescribeTableInput,
  GetResourcePolicyInput,
  PutResourcePolicyInput,
  UpdateTableInput,
} from "@aws-sdk/client-dynamodb";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";

/** Settings that dynalite doesn't support: stored and returned, and without effect except deletion protection. */
interface KeptSettings {
  deletionProtection?: boolean | undefined;
  tableClass?: string | undefined;
  limits?:
    | { MaxReadRequestUnits?: number | undefined; MaxWriteRequestUnits?: number | undefined }
    | undefined;
  kmsKeyArn?: string | undefined;
  streamView?: string | undefined;
  policy?: string | undefined;
}

type Ask = (account: SandboxAccount, operation: string, input: object) => Promise<Record<string, unknown>>;

export function keptState(account: SandboxAccount): StateFile<{ tables: Record<string, KeptSettings> }> {
  return account.state.service("dynamodb-kept", () => ({ tables: {} }));
}

/** Wraps these operations of dynalite. */
export function keptHandlers(ask: Ask): Record<string, Handler> {
  async function describe(account: SandboxAccount, name: string): Promise<Record<string, unknown>> {
    const { Table } = await ask(account, "DescribeTable", { TableName: name });
    return { ...(isRecord(Table) ? Table : {}), ...describeKept(keptOf(account, name)) };
  }

  async function tableOfArn(account: SandboxAccount, arn: string): Promise<KeptSettings> {
    const name = arn.split(":table/")[1] ?? "";
    await ask(account, "DescribeTable", { TableName: name });
    return keptOf(account, name);
  }

  return {
    DescribeTable: async (input: Valid<DescribeTableInput>, { account }: RequestContext) => ({
      Table: await describe(account, input.TableName),
    }),

    async UpdateTable(input: Valid<UpdateTableInput>, { account }: RequestContext) {
      const {
        DeletionProtectionEnabled: protection,
        TableClass: tableClass,
        OnDemandThroughput: limits,
        SSESpecification: encryption,
        StreamSpecification: stream,
        ...rest
      } = input;
      // Checks that the table exists.
      await describe(account, input.TableName);
      const forDynalite = Object.keys(rest).some((key) => key !== "TableName");
      if (forDynalite) await ask(account, "UpdateTable", rest);
      const kept = keptOf(account, input.TableName);
      kept.deletionProtection = protection ?? kept.deletionProtection;
      kept.tableClass = tableClass ?? kept.tableClass;
      kept.limits = limits ?? kept.limits;
      if (encryption !== undefined)
        kept.kmsKeyArn = encryption.Enabled ? (encryption.KMSMasterKeyId ?? "") : undefined;
      if (stream !== undefined) kept.streamView = stream.StreamEnabled ? stream.StreamViewType : undefined;
      keptState(account).save();
      return { TableDescription: await describe(account, input.TableName) };
    },

    async PutResourcePolicy(input: Valid<PutResourcePolicyInput>, { account }: RequestContext) {
      (await tableOfArn(account, input.ResourceArn)).policy = input.Policy;
      keptState(account).save();
      return { RevisionId: "1" };
    },

    async GetResourcePolicy(input: Valid<GetResourcePolicyInput>, { account }: RequestContext) {
      const { policy } = await tableOfArn(account, input.ResourceArn);
      if (policy === undefined)
        throw new ServiceError(
          "PolicyNotFoundException",
          "Resource-based policy not found for the provided ARN",
        );
      return { Policy: policy, RevisionId: "1" };
    },

    async DeleteResourcePolicy(input: Valid<DeleteResourcePolicyInput>, { account }: RequestContext) {
      (await tableOfArn(account, input.ResourceArn)).policy = undefined;
      keptState(account).save();
      return {};
    },
  };
}

/** Refuses as DynamoDB does. */
export function checkDeletable(account: SandboxAccount, name: string): void {
  if (keptState(account).data.tables[name]?.deletionProtection === true)
    throw new ServiceError(
      "ValidationException",
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      {},
      400,
    );
}

function keptOf(account: SandboxAccount, name: string): KeptSettings {
  const { tables } = keptState(account).data;
  tables[name] ??= {};
  return tables[name];
}

function describeKept(kept: KeptSettings): object {
  return {
    DeletionProtectionEnabled: kept.deletionProtection ?? false,
    ...(kept.tableClass === undefined ? {} : { TableClassSummary: { TableClass: kept.tableClass } }),
    ...(kept.limits === undefined ? {} : { OnDemandThroughput: kept.limits }),
    ...(kept.kmsKeyArn === undefined
      ? {}
      : { SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: kept.kmsKeyArn } }),
    ...(kept.streamView === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: kept.streamView } }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
