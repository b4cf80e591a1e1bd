import { defineScreen } from "@/components/define-screen";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadPrivacyChoices } from "@/lib/privacy/privacy-choices";
import { KeyRulesForm } from "./key-rules-form";
import { TranscriptsForm } from "./transcripts-form";

export const metadata = { title: "Privacy" };

const always = [
  "Phone numbers",
  "Payment card numbers",
  "Social security numbers",
  "Email addresses",
  "Names, dates of birth, and postal addresses under their usual keys",
  "Conversation transcripts, and digits that a caller keyed in",
];

export default defineScreen<{ tenant: string }>({
  permission: "privacy:write",
  render: async ({ tenantId, slug }) => {
    const { keys, supportSeesTranscripts } = await withTenant(tenantId, loadPrivacyChoices);
    return (
      <>
        <ScreenHeader title="Privacy">
          What is masked when a contact is opened. Administrators can reveal it. Each time is recorded in the
          audit log.
        </ScreenHeader>
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <Panel>
            <PanelHeader title="Custom keys" />
            <div className="p-3.5">
              <KeyRulesForm slug={slug} lists={keys} />
            </div>
          </Panel>
          <div className="flex flex-col gap-4">
            <Panel>
              <PanelHeader title="Transcripts" />
              <div className="p-3.5">
                <TranscriptsForm slug={slug} isAllowed={supportSeesTranscripts} />
              </div>
            </Panel>
            <Panel>
              <PanelHeader title="Always masked" />
              <ul className="flex list-disc flex-col gap-1 p-3.5 pl-8 text-ink-soft">
                {always.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Panel>
          </div>
        </div>
      </>
    );
  },
});
