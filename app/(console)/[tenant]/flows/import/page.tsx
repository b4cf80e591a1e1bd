import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import type { TenantId } from "@/lib/access/tenant/scope";
import { readFlow } from "@/lib/flow-library/read-flow";
import { succeed } from "@/lib/kernel/result";
import { findFlowAccount } from "../flow-account";
import { NoAccount } from "../no-account";
import { readTargets, saveFlow } from "./actions";
import { ImportForm } from "./import-form";
import type { ExistingFlow } from "./save-panel";

export const metadata = { title: "Import a flow" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "integration:write")) return <NotPermitted />;
    const account = await findFlowAccount(tenantId, slug, search.account);
    const existing =
      account && search.flow ? await readExisting(tenantId, account.connectionId, search.flow) : undefined;
    const name = existing?.ok ? existing.value.name : undefined;
    return (
      <>
        <ScreenHeader
          title={name ? `Replace content of ${name}` : "Import a flow"}
          back={
            name && account && search.flow
              ? { href: account.address(`/${search.flow}`), label: name }
              : { href: account?.address("") ?? `/${slug}/flows`, label: "Flows" }
          }
        >
          Import any flow that was exported from Amazon Connect. Patchbay draws it, checks it, and maps its
          references to this instance. Nothing changes in the instance until you save.
        </ScreenHeader>
        {existing && !existing.ok ? <ProblemNotice state="attention" problem={existing.problem} /> : null}
        {account ? (
          <ImportForm
            flowsPath={account.address("")}
            connectionId={account.connectionId}
            existing={existing?.ok ? existing.value : undefined}
            canSave={can(role, "integration:deploy")}
            readTargets={readTargets.bind(null, slug)}
            save={saveFlow.bind(null, slug)}
          />
        ) : (
          <NoAccount slug={slug} />
        )}
      </>
    );
  },
});

async function readExisting(tenantId: TenantId, connectionId: string, flowId: string) {
  const read = await readFlow({ tenantId, connectionId, flowId });
  if (!read.ok) return read;
  const { live, draft } = read.value;
  return succeed<ExistingFlow>({
    flowId,
    name: (live ?? draft)?.name ?? flowId,
    type: (live ?? draft)?.type ?? "",
    seenSha256: {
      draft: (draft ?? live)?.contentSha256 ?? "",
      published: (live ?? draft)?.contentSha256 ?? "",
    },
  });
}
