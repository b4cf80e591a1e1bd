import Link from "next/link";
import type { ReactNode } from "react";
import { addressOf } from "@/app/address-of";
import { sayContacts } from "@/components/issues/say-issue";
import { AskAdministrator } from "@/components/trail/ask-administrator";
import type { TenantContext } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { type Issue, noIntegration, pathOfIssue } from "@/lib/contacts/issues/issue";
import { findIssues } from "@/lib/contacts/issues/list-issues";
import { loadAsks } from "@/lib/contacts/trail/load-asks";
import type { Look } from "@/lib/contacts/trail/open-look";
import { integrationOf } from "@/lib/contacts/trail/record-look";
import type { Trail } from "@/lib/trail/event";

type Reader = Pick<TenantContext, "tenantId" | "slug" | "name" | "role">;

/**
 * What stands below each finding, by its place in the trail's list: whom to ask where the reader can't take the next step, and
 * the issue that it belongs to.
 */
export async function loadFooters(
  { tenantId, slug, name: tenant, role }: Reader,
  { reader, sight }: Pick<Look, "reader" | "sight">,
  trail: Trail,
): Promise<ReactNode[]> {
  const { findings } = trail;
  if (findings.length === 0) return [];
  const integrationId = integrationOf(reader, trail) ?? noIntegration;
  const link = await addressOf(`/${slug}/contacts/${reader.contactId}`);
  const { issues, asks } = await withTenant(tenantId, async (db) => ({
    issues: await findIssues(db, tenantId, { integrationId, codes: findings.map(({ code }) => code) }),
    asks: await loadAsks(db, role, findings, { link, tenant, keys: sight.keys }),
  }));
  return findings.map((finding, index) => {
    const ask = asks[index];
    const issue = issues.find(({ code }) => code === finding.code);
    return (
      <>
        {ask ? <AskAdministrator {...ask} /> : null}
        {issue ? <IssueLine slug={slug} issue={issue} /> : null}
      </>
    );
  });
}

/** How many contacts have the same, and the way to them. */
function IssueLine({ slug, issue }: { slug: string; issue: Issue }) {
  const state = issue.state.kind === "open" ? "" : `, ${issue.state.kind}`;
  return (
    <p className="mt-1">
      <Link
        href={`/${slug}/issues/${pathOfIssue(issue)}`}
        prefetch={false}
        className="text-accent underline underline-offset-2"
      >
        {sayContacts(issue.contacts)} with this issue
      </Link>{" "}
      in the last 30 days{state}
    </p>
  );
}
