import { defineScreen } from "@/components/define-screen";
import { sayRole } from "@/components/members/roles";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { listInvitations, type OpenInvitation } from "@/lib/access/auth/invitations";
import { listMembers, type Member } from "@/lib/access/auth/members";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { InviteForm } from "./invite-form";
import { MemberButton } from "./member-button";
import { RequirementPanel } from "./requirement-panel";
import { RevokeButton } from "./revoke-button";

export const metadata = { title: "Members" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role, user }) => {
    const canWrite = can(role, "member:write");
    const { members, invitations, tenant } = await withTenant(tenantId, async (db) => ({
      tenant: await db.tenant.findUnique({
        where: { id: tenantId },
        select: { requiresSecondFactor: true },
      }),
      members: await listMembers(db),
      invitations: canWrite ? await listInvitations(db) : [],
    }));
    return (
      <>
        <ScreenHeader title="Members">
          Who has access to this tenant, and what they can do in it.
        </ScreenHeader>
        <div className={canWrite ? "grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]" : undefined}>
          <div className="flex min-w-0 flex-col gap-4">
            <Panel>
              <PanelHeader title="Members" aside={<Pill>{members.length}</Pill>} />
              {members.length === 0 ? (
                <EmptyState title="No members yet">
                  Only operators have access. Invite the customer's first administrator.
                </EmptyState>
              ) : (
                <ul className="divide-y divide-line" aria-label="Members" data-testid="members">
                  {members.map((member) => (
                    <MemberRow
                      key={member.userId}
                      slug={slug}
                      member={member}
                      isYou={member.userId === user.id}
                      canWrite={canWrite}
                    />
                  ))}
                </ul>
              )}
            </Panel>
            {invitations.length > 0 ? <OpenInvitations slug={slug} invitations={invitations} /> : null}
          </div>
          {canWrite ? (
            <div className="flex flex-col gap-4">
              <Panel>
                <PanelHeader title="Invite a member" />
                <div className="p-3.5">
                  <InviteForm slug={slug} open={invitations.map(({ id }) => id)} />
                </div>
              </Panel>
              <RequirementPanel
                slug={slug}
                isRequired={tenant?.requiresSecondFactor === true}
                canChange={user.isOperator}
              />
            </div>
          ) : null}
        </div>
      </>
    );
  },
});

interface MemberRowProps {
  slug: string;
  member: Member;
  isYou: boolean;
  canWrite: boolean;
}

function MemberRow({ slug, member, isYou, canWrite }: MemberRowProps) {
  const { userId, name, email, role, disabledAt, hasSecondFactor, since } = member;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-3.5 py-2 sm:grid-cols-[minmax(0,1fr)_180px_125px_70px]">
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">
          {name}
          {isYou ? <span className="font-normal text-ink-faint"> · you</span> : null}
        </span>
        <span className="block text-xs wrap-anywhere text-ink-soft">{email}</span>
      </span>
      <span className="flex flex-wrap gap-1.5 max-sm:row-start-2">
        <Pill state={role === "admin" ? "accent" : "unknown"}>{sayRole(role)}</Pill>
        {disabledAt ? <Pill state="attention">disabled</Pill> : null}
        {hasSecondFactor ? <Pill state="good">two-step</Pill> : null}
      </span>
      <span className="text-xs text-ink-faint max-sm:hidden">
        since <Time at={since.toISOString()} look="day" />
      </span>
      <span className="flex justify-end max-sm:col-start-2 max-sm:row-start-1">
        {canWrite && !isYou ? (
          <MemberButton
            slug={slug}
            member={{ userId, name, email, role, isDisabled: disabledAt !== null, hasSecondFactor }}
          />
        ) : null}
      </span>
    </li>
  );
}

function OpenInvitations({ slug, invitations }: { slug: string; invitations: readonly OpenInvitation[] }) {
  return (
    <Panel>
      <PanelHeader title="Pending invitations" aside={<Pill>{invitations.length}</Pill>} />
      <ul className="divide-y divide-line" aria-label="Pending invitations">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
            <span className="min-w-0 flex-1 basis-48">
              <span className="block font-medium wrap-anywhere">{email}</span>
              <span className="block text-xs text-ink-soft">
                as {sayRole(role).toLowerCase()}, until <Time at={expiresAt.toISOString()} />
              </span>
            </span>
            <RevokeButton slug={slug} invitationId={id} email={email} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
