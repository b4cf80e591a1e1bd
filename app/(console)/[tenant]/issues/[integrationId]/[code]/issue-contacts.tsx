import Link from "next/link";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { withTenant } from "@/lib/access/tenant/scope";
import { type Issue, pathOfIssue } from "@/lib/contacts/issues/issue";
import { type IssueContact, listIssueContacts } from "@/lib/contacts/issues/list-issues";
import type { TenantId } from "@/lib/kernel/ids";
import { parseMoment } from "@/lib/kernel/parse-moment";
import { parseAnyContactId } from "@/lib/vendors/contact-centers";

interface IssueContactsProps {
  tenantId: TenantId;
  slug: string;
  issue: Issue;
  /** The page's parameter: behind which contact it goes on. */
  after: string | undefined;
  /** What the chart beside it shows, which stays as it was chosen. */
  range: "day" | "month";
}

/** The contacts that show it, the newest first: their ids and times are all that is stored. */
export async function IssueContacts({ tenantId, slug, issue, after, range }: IssueContactsProps) {
  const from = parsePlace(after);
  const { contacts, next } = await withTenant(tenantId, (db) =>
    listIssueContacts(db, tenantId, issue, { after: from }),
  );
  const { state } = issue;
  const fixedAt = state.kind === "regressed" ? state.resolution.fixedAt : undefined;
  const address = `/${slug}/issues/${pathOfIssue(issue)}`;
  const chosen = range === "day" ? { range } : {};
  const newest = new URLSearchParams(chosen);
  const older = next && new URLSearchParams({ ...chosen, after: formatPlace(next) });
  return (
    <Panel className="max-lg:order-last">
      <PanelHeader
        title={from ? "Contacts, further back" : "Contacts"}
        actions={
          next || from ? (
            <nav aria-label="Pages" className="flex gap-2">
              {from ? (
                <LinkButton size="small" href={newest.size > 0 ? `${address}?${newest}` : address}>
                  Newest
                </LinkButton>
              ) : null}
              {older ? (
                <LinkButton size="small" href={`${address}?${older}`}>
                  Older
                </LinkButton>
              ) : null}
            </nav>
          ) : null
        }
      />
      {contacts.length === 0 ? (
        <p className="px-3.5 py-4 text-ink-soft">There are no older contacts.</p>
      ) : null}
      <ul aria-label="Contacts" className="divide-y divide-line" data-testid="issue-contacts">
        {contacts.map(({ contactId, at }) => (
          <li key={contactId}>
            <Link
              href={`/${slug}/contacts/${contactId}`}
              prefetch={false}
              className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-3.5 py-1.5 -outline-offset-2 hover:bg-hover"
            >
              <span className="w-28 text-ink-soft">
                <Time at={at.toISOString()} />
              </span>
              <span className="min-w-0 truncate font-mono text-xs">{contactId}</span>
              {fixedAt && at > fixedAt ? <Pill state="bad">after the fix</Pill> : null}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function formatPlace({ at, contactId }: IssueContact): string {
  return `${at.toISOString()} ${contactId}`;
}

function parsePlace(text: string | undefined): IssueContact | undefined {
  const [, moment = "", id = ""] = /^(\S{24}) ([\w-]{1,100})$/.exec(text ?? "") ?? [];
  const at = parseMoment(moment);
  const contactId = parseAnyContactId(id);
  return contactId.ok && at ? { at, contactId: contactId.value } : undefined;
}
