import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { ReadProblem } from "@/components/ui/read-problem";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { answerInTime } from "@/lib/aws/answer-in-time";
import { fetchFlow } from "@/lib/flow-library/fetch-flow";
import type { TenantId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import { loadFlowAccount } from "../flow-account";
import { NoAccount } from "../no-account";
import { readTargets, saveFlow } from "./actions";
import { ImportForm } from "./import-form";
import type { ExistingFlow } from "./save-panel";

export const metadata = { title: "Import a flow" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "integration:write")) return <NotPermitted />;
    const account = await loadFlowAccount(tenantId, slug, search.account);
    const existing =
      account && search.flow ? await fetchExisting(tenantId, account.connectionId, search.flow) : undefined;
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
        {existing && !existing.ok ? <ReadProblem problem={existing.problem} /> : null}
        {account ? (
          <ImportForm
            key={search.flow ?? ""}
            flowsPath={account.address("")}
            connectionId={account.connectionId}
            existing={existing?.ok ? existing.value : undefined}
            isReplacement={search.flow !== undefined}
            canSave={can(role, "integration:deploy")}
            readTargets={readTargets.bind(null, slug)}
            save={saveFlow.bind(null, slug)}
          />
        ) : (
          <NoAccount slug={slug} role={role} />
        )}
      </>
    );
  },
});

async function fetchExisting(tenantId: TenantId, connectionId: string, flowId: string) {
  const read = await answerInTime(fetchFlow({ tenantId, connectionId, flowId }));
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
