import { defineScreen } from "@/components/define-screen";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { indented } from "@/lib/flows/edit-json";
import { FlowHeader } from "../flow-header";
import { loadFlow } from "../load-flow";

export const metadata = { title: "Text of a flow" };

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
    const { shown } = loaded.value;
    return (
      <>
        <FlowHeader context={context} loaded={loaded.value} />
        <Panel>
          <PanelHeader
            title="Text"
            aside={
              <span className="text-xs text-ink-faint">
                {shown.text.length.toLocaleString("en-GB")} characters, shown line by line; copied as Connect
                has it
              </span>
            }
            actions={<CopyButton value={shown.text} label="text" />}
          />
          <pre className="px-3.5 py-2.5 font-mono text-xs break-all whitespace-pre-wrap">
            {indented(shown.text)}
          </pre>
        </Panel>
      </>
    );
  },
});
