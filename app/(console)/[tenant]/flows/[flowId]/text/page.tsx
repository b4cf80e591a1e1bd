import { CopyButton } from "@/components/ui/copy-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { indented } from "@/lib/flows/edit/edit-json";
import { defineFlowScreen } from "../define-flow-screen";

export const metadata = { title: "Flow text" };

export default defineFlowScreen(async ({ loaded }) => {
  const { shown } = loaded;
  return (
    <Panel>
      <PanelHeader
        title="Text"
        aside={
          <span className="text-xs text-ink-faint">
            {shown.text.length.toLocaleString("en-US")} characters. Shown line by line. Copy gives the text
            exactly as Connect has it
          </span>
        }
        actions={<CopyButton value={shown.text} label="text" />}
      />
      <pre className="px-3.5 py-2.5 font-mono text-xs break-all whitespace-pre-wrap">
        {indented(shown.text)}
      </pre>
    </Panel>
  );
});
