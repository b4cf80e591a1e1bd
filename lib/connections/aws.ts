import { type AwsSettings, awsSettings } from "@/lib/aws/aws-settings";
import { openAccount } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import { type Check, defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import { config } from "@/lib/kernel/config";
import { provePermissions } from "@/lib/onboarding/prove-permissions";
import { awsForm } from "./aws-form";

export const awsConnection = defineConnectionKind<AwsSettings>({
  kind: "aws",
  title: "AWS account",
  settings: awsSettings,
  secretFields: ({ access }) => (access?.kind === "keys" ? ["secretAccessKey"] : []),
  ...awsForm,

  async probe(settings, secrets, { tenantId }) {
    try {
      const access = await openAccount(tenantId, { ...settings, accountId: undefined }, secrets, "deploy");
      const identity: Check = {
        id: "identity",
        title: "The account responds",
        state: "proven",
        detail: `Account ${access.accountId}, region ${access.region}.`,
      };
      return reportOf([
        identity,
        ...expectedAccount(settings, access.accountId),
        ...(await provePermissions(settings, access, {
          installation: config().installation,
          tenant: tenantId,
        })),
      ]);
    } catch (error) {
      const problem = describeFailure(error);
      return reportOf([
        {
          id: "identity",
          title: "The account responds",
          state: "failed",
          detail: [problem.sentence, problem.wayOut].join(" "),
        },
      ]);
    }
  },
});

function expectedAccount(settings: AwsSettings, accountId: string): Check[] {
  if (settings.accountId === undefined || settings.accountId === accountId) return [];
  const detail = `The settings have account ${settings.accountId}, but the credentials belong to ${accountId}.`;
  return [{ id: "account", title: "The account matches the settings", state: "failed", detail }];
}
