import Link from "next/link";
import { nameOwner } from "@/components/issues/say-issue";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { Issue } from "@/lib/contacts/issues/issue";
import type { IntegrationId } from "@/lib/kernel/ids";

interface IssueFactsProps {
  slug: string;
  issue: Issue;
  /** Names of the integrations, by their ids. */
  names: ReadonlyMap<IntegrationId, string>;
}

export function IssueFacts({ slug, issue, names }: IssueFactsProps) {
  const { integrationId, contacts, contactsLastDay, firstAt, lastAt } = issue;
  const owner = nameOwner(issue, names);
  return (
    <Panel>
      <PanelHeader title="Facts" aside={<span className="text-xs text-ink-soft">of the last 30 days</span>} />
      <Facts
        rows={[
          {
            label: "Integration",
            value: names.has(integrationId) ? (
              <Link
                href={`/${slug}/integrations/${integrationId}`}
                prefetch={false}
                className="text-accent underline underline-offset-2"
              >
                {owner}
              </Link>
            ) : (
              owner
            ),
          },
          { label: "Contacts", value: contacts.toLocaleString("en-US") },
          { label: "In the last 24 hours", value: contactsLastDay.toLocaleString("en-US") },
          { label: "First seen", value: <Time at={firstAt.toISOString()} /> },
          { label: "Last seen", value: <Time at={lastAt.toISOString()} /> },
        ]}
      />
    </Panel>
  );
}
