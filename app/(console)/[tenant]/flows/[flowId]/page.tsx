import { Suspense } from "react";
import { FlowView } from "@/components/flow/flow-view";
import { ReferencesPanel } from "@/components/flow/references-panel";
import { CopyButton } from "@/components/ui/copy-button";
import { LinkButton } from "@/components/ui/link-button";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { WaitNote } from "@/components/ui/wait-note";
import type { StoredFlow } from "@/lib/flow-library/flow-of-instance";
import { checkFlow } from "@/lib/flows/check/check-flow";
import { findReferences } from "@/lib/flows/language/find-references";
import { parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import { flowKindOf } from "@/lib/flows/language/rules/flow-kind";
import { defineFlowScreen } from "./define-flow-screen";
import { ReferencesHere } from "./references-here";

export const metadata = { title: "Flow" };

export default defineFlowScreen(async ({ context, loaded, search }) => {
  const { tenantId } = context;
  const { shown, account } = loaded;
  const flow = parseFlowFile(shown.text);
  const references = findReferences(shown.text);
  return (
    <>
      {flow.ok ? (
        <>
          <FlowView
            key={shown.stage}
            flow={flow.value.document}
            label={`Graph of the flow ${shown.name}`}
            findings={checkFlow(flow.value, { kind: flowKindOf(shown.type) })}
            block={search.block}
            aside={<FlowFacts flow={shown} />}
          />
          <Suspense
            fallback={
              <>
                <ReferencesPanel references={references} found={undefined} />
                <WaitNote of="AWS" />
              </>
            }
          >
            <ReferencesHere tenantId={tenantId} connectionId={account.connectionId} references={references} />
          </Suspense>
        </>
      ) : (
        <ProblemNotice
          state="attention"
          problem={flow.problem}
          action={
            <LinkButton
              size="small"
              href={account.address(`/${shown.id}/text`, {
                stage: shown.stage === "draft" ? "draft" : undefined,
              })}
            >
              Show text
            </LinkButton>
          }
        />
      )}
    </>
  );
});

function FlowFacts({ flow }: { flow: StoredFlow }) {
  return (
    <Panel>
      <PanelHeader title="Flow" />
      <Facts
        rows={[
          { label: "Type", value: flow.typeTitle },
          {
            label: "ID",
            value: (
              <span className="inline-flex items-center gap-1.5">
                <span className="font-mono text-2xs break-all">{flow.id}</span>
                <CopyButton value={flow.id} label="flow ID" small />
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
