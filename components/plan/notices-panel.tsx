import { Panel, PanelHeader } from "@/components/ui/panel";
import { type Names, nameIds } from "@/lib/blueprints/describe-settings";
import { isNoticed, type PlanNotices } from "@/lib/integrations/plan-notices";
import { SettingDifferences } from "./setting-differences";

interface NoticesPanelProps {
  notices: PlanNotices;
  names: Names;
}

/** What callers notice of a plan, with what it was and what it will be. Nothing where they notice nothing. */
export function NoticesPanel({ notices, names }: NoticesPanelProps) {
  const { numbers, settings, flowFields, isUnknown } = notices;
  if (!isNoticed(notices)) return null;
  return (
    <Panel id="callers-notice">
      <PanelHeader title="What callers notice" />
      {numbers.length > 0 ? (
        <ul className="flex flex-col gap-1 px-3.5 py-2">
          {numbers.map(({ number, from, to, released }) => (
            <li key={number}>
              <span className="font-mono text-xs">{number}</span>{" "}
              {released !== undefined ? (
                `no longer reaches this integration: ${nameIds(released, names)}`
              ) : (
                <>
                  goes to {to === undefined ? "this integration's flow" : nameIds(to, names)}
                  {from === undefined ? ". It had no flow before." : `, instead of ${nameIds(from, names)}.`}
                </>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {settings.length > 0 ? (
        <div className={numbers.length > 0 ? "border-t border-line" : ""}>
          <SettingDifferences differences={settings} />
        </div>
      ) : null}
      {flowFields > 0 ? (
        <p className={`px-3.5 py-2 ${numbers.length > 0 ? "border-t border-line" : ""}`}>
          {isUnknown
            ? "The flow that callers are in changes. What was deployed before wasn't recorded; the flow's fields below show the difference."
            : "The flow that callers are in is published again, with no change in what they hear. The flow's fields below show the difference."}
        </p>
      ) : null}
    </Panel>
  );
}
