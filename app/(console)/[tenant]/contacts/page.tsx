import Link from "next/link";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { listConnections } from "@/lib/connections/store";
import { parseContactId } from "@/lib/contacts/contact-id";
import type { Problem } from "@/lib/result";
import { withTenant } from "@/lib/tenant/scope";
import { ContactList } from "./contact-list";
import { rangeOf, ranges } from "./ranges";

export const metadata = { title: "Contacts" };

export default defineScreen<{ tenant: string }>({
  permission: "contact:read",
  render: async ({ tenantId, slug }, { search }) => {
    const asked = search.id?.trim();
    const contactId = asked ? parseContactId(asked) : undefined;
    if (contactId?.ok) redirect(`/${slug}/contacts/${contactId.value}`);
    const connections = await withTenant(tenantId, listConnections);
    const range = rangeOf(search.range);
    const hasAccount = connections.some(({ kind }) => kind === "aws");
    return (
      <>
        <ScreenHeader title="Contacts">What every system did for one contact, in one order.</ScreenHeader>
        <SearchById text={asked} problem={contactId && !contactId.ok ? contactId.problem : undefined} />
        <Panel>
          <PanelHeader
            title="By time"
            actions={ranges.map(({ id, label }) => (
              <Link
                key={id}
                href={`/${slug}/contacts?range=${id}`}
                aria-current={range.id === id ? "true" : undefined}
                className={`rounded-full px-2 py-0.5 text-xs ${range.id === id ? "bg-accent-wash text-accent" : "text-ink-soft hover:text-ink"}`}
              >
                {label}
              </Link>
            ))}
          />
          {hasAccount ? (
            <Suspense
              key={`${range.id}:${search.page ?? ""}`}
              fallback={<p className="px-3.5 py-4 text-ink-faint">Asking Amazon Connect…</p>}
            >
              <ContactList
                tenantId={tenantId}
                slug={slug}
                range={range}
                connectionId={connections.find(({ kind }) => kind === "aws")?.id ?? ""}
                page={search.page}
                until={search.until}
              />
            </Suspense>
          ) : (
            <EmptyState
              title="No account to look in"
              action={
                <LinkButton href={`/${slug}/connections/new?kind=aws`}>Connect an AWS account</LinkButton>
              }
            >
              Contacts are read from the Amazon Connect instance of the tenant's AWS account.
            </EmptyState>
          )}
        </Panel>
      </>
    );
  },
});

function SearchById({ text, problem }: { text: string | undefined; problem: Problem | undefined }) {
  return (
    <div className="flex flex-col gap-2">
      <form method="get" className="flex flex-wrap gap-2">
        <label htmlFor="contact-id" className="sr-only">
          Contact id
        </label>
        <input
          id="contact-id"
          name="id"
          defaultValue={text}
          placeholder="Paste a contact id, or the address of its page in Amazon Connect"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          className="field-box max-w-[620px] flex-1 basis-72 font-mono text-xs"
        />
        <Button type="submit" look="solid">
          Open the trail
        </Button>
      </form>
      {problem ? <ProblemNotice problem={problem} state="attention" /> : null}
    </div>
  );
}
