import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { FlowView } from "@/components/flow/flow-view";
import { ReferencesPanel } from "@/components/flow/references-panel";
import { LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import type { StoredFlow } from "@/lib/flow-library/flow-of-instance";
import { checkFlow } from "@/lib/flows/check-flow";
import { findReferences } from "@/lib/flows/find-references";
import { readFlowFile } from "@/lib/flows/read-flow-file";
import { FlowHeader } from "./flow-header";
import { loadFlow } from "./load-flow";
import { ReferencesHere } from "./references-here";

export const metadata = { title: "Flow" };

export default defineScreen<{ tenant: string; flowId: string }>({
  permission: "tenant:read",
  render: async (context, { params, search }) => {
    const { tenantId, slug } = context;
    const loaded = await loadFlow(tenantId, slug, params.flowId, search);
    if (!loaded.ok) {
      return (
        <>
          <ScreenHeader title="The flow cannot be read" back={{ href: `/${slug}/flows`, label: "Flows" }} />
          <ProblemNotice problem={loaded.problem} />
        </>
      );
    }
    const { shown, account } = loaded.value;
    const flow = readFlowFile(shown.text);
    const references = findReferences(shown.text);
    return (
      <>
        <FlowHeader context={context} loaded={loaded.value} />
        {flow.ok ? (
          <>
            <FlowView
              flow={flow.value.document}
              label={`Graph of the flow ${shown.name}`}
              findings={checkFlow(flow.value)}
              aside={<FlowFacts flow={shown} />}
            />
            <Suspense fallback={<ReferencesPanel references={references} found={undefined} />}>
              <ReferencesHere
                tenantId={tenantId}
                connectionId={account.connectionId}
                references={references}
              />
            </Suspense>
          </>
        ) : (
          <ProblemNotice
            state="attention"
            problem={flow.problem}
            action={
              <LinkButton size="small" href={account.address(`/${shown.id}/text`)}>
                Show its text
              </LinkButton>
            }
          />
        )}
      </>
    );
  },
});

function FlowFacts({ flow }: { flow: StoredFlow }) {
  return (
    <Panel>
      <PanelHeader title="Flow" />
      <Facts
        rows={[
          { label: "Type", value: flow.typeTitle },
          {
            label: "Id",
            value: (
              <span className="inline-flex items-center gap-1.5">
                <span className="font-mono text-2xs break-all">{flow.id}</span>
                <CopyButton value={flow.id} label="flow id" small />
              </span>
            ),
          },
          {
            label: "ARN",
            value: <CopyButton value={flow.arn} label="ARN" />,
          },
        ]}
      />
    </Panel>
  );
}
