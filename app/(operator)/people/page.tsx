import Link from "next/link";
import { redirect } from "next/navigation";
import { enterAsOperator } from "@/components/define-screen";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { listPeople, type Person } from "@/lib/access/auth/people";
import { FindForm } from "../find-form";
import { looksLikeNumber } from "../looks-like-number";
import { readSearch, type SearchParams } from "../read-search";
import { PersonButton } from "./person-button";

export const metadata = { title: "People" };

interface PeoplePageProps {
  searchParams: Promise<SearchParams>;
}

/** Operators only; for anyone else there is no such screen. */
export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  const { user, actor } = await enterAsOperator();
  const { text, after } = readSearch(await searchParams);
  // Without scripts, the form has sent it.
  if (text && looksLikeNumber(text)) redirect("/people");
  const { people, total, next } = await listPeople(actor, { text, after });
  return (
    <>
      <ScreenHeader title="People">
        Everyone with an account in this installation. Your access to this page is logged.
      </ScreenHeader>
      <Panel>
        <PanelHeader
          title="Accounts"
          aside={<Pill>{total}</Pill>}
          actions={
            <FindForm
              label="Find an account by name or email address"
              placeholder="Name or email"
              text={text}
              numberHint="Accounts have no phone number. Enter a name or an email address."
            />
          }
        />
        {people.length === 0 ? (
          <EmptyState title="No matching accounts">Enter part of a name or email address.</EmptyState>
        ) : (
          <ul className="divide-y divide-line" aria-label="Accounts" data-testid="people">
            {people.map((person) => (
              <PersonRow key={person.userId} person={person} isYou={person.userId === user.id} />
            ))}
          </ul>
        )}
        {next ? (
          <div className="border-t border-line px-3.5 py-2">
            <LinkButton
              size="small"
              href={`/people?${new URLSearchParams({ ...(text ? { find: text } : {}), after: next })}`}
            >
              Next page
            </LinkButton>
          </div>
        ) : null}
      </Panel>
    </>
  );
}

function PersonRow({ person, isYou }: { person: Person; isYou: boolean }) {
  const { userId, name, email, isOperator, isDisabled, hasSecondFactor, tenants } = person;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-3.5 py-2 md:grid-cols-[minmax(0,1fr)_200px_minmax(0,1fr)_80px]">
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">
          {name}
          {isYou ? <span className="font-normal text-ink-faint"> · you</span> : null}
        </span>
        <span className="block text-xs wrap-anywhere text-ink-soft">{email}</span>
      </span>
      <span className="flex flex-wrap gap-1.5 max-md:row-start-2">
        {isOperator ? <Pill state="accent">operator</Pill> : null}
        {isDisabled ? <Pill state="attention">disabled</Pill> : null}
        {hasSecondFactor ? <Pill state="good">two-step</Pill> : null}
      </span>
      <span className="min-w-0 text-xs wrap-anywhere text-ink-soft max-md:col-span-2 max-md:row-start-3">
        {tenants.length === 0 ? (
          <span className="text-ink-faint">no tenant</span>
        ) : (
          tenants.map(({ slug, name: tenantName }, index) => (
            <span key={slug}>
              {index > 0 ? ", " : null}
              <Link href={`/${slug}/members`} prefetch={false} className="hover:text-ink hover:underline">
                {tenantName}
              </Link>
            </span>
          ))
        )}
      </span>
      <span className="flex justify-end max-md:col-start-2 max-md:row-start-1">
        {isYou ? null : <PersonButton {...{ userId, name, email, isDisabled, hasSecondFactor }} />}
      </span>
    </li>
  );
}
