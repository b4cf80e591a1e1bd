import Link from "next/link";
import { BypassButton } from "@/components/bypass/bypass-button";
import { defineScreen } from "@/components/define-screen";
import { OpenIssues } from "@/components/issues/open-issues";
import { CallsLine } from "@/components/overview/calls-line";
import { LooksPanel, looksId } from "@/components/overview/looks-panel";
import { needsALook } from "@/components/overview/needs-a-look";
import { PatchBay } from "@/components/patch-bay/patch-bay";
import { PlanButton } from "@/components/plan/plan-button";
import { DeploymentsList } from "@/components/run/deployments-list";
import { SetupStrip } from "@/components/setup/setup-strip";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { can } from "@/lib/access/auth/permissions";
import { loadOverview } from "@/lib/integrations/overview";
import { loadSetup } from "@/lib/integrations/setup-progress";
import { plan } from "../integrations/actions";
import { turnBypass } from "../turn-bypass";
import { FirstStep } from "./first-step";
import { loadLists } from "./load-lists";
import { toPicture } from "./to-picture";

export const metadata = { title: "Overview" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }) => {
    const [pictures, lists, setup] = await Promise.all([
      loadOverview(tenantId),
      loadLists(tenantId),
      loadSetup(tenantId),
    ]);
    const { connections, integrations, openIssues } = lists;
    const integrationOf = (id: string) => integrations.find((each) => each.id === id);
    const withIssues = new Set(openIssues.issues.flatMap(({ integrationId }) => integrationId ?? []));
    const canSeeCalls = can(role, "contact:read");
    const looks = needsALook({ slug, pictures, connections, integrations, withIssues, canSeeCalls });
    const pressing = looks.filter(({ state }) => state !== "unknown");
    const toLookAt = pressing.length;
    const [only] = pressing;
    // Beside open issues, "Nothing needs attention" would be false.
    const showsCalm = toLookAt === 0 && (looks.length > 0 || openIssues.issues.length === 0);
    const isUnscanned = pictures.some(
      ({ isDeployed, integrationId }) => isDeployed && (lists.calls.get(integrationId)?.calls ?? 0) === 0,
    );
    const names = new Map(lists.integrations.map(({ id, name }) => [id, name]));
    return (
      <>
        <ScreenHeader
          title="Overview"
          pills={
            only ? (
              <Link
                href={toLookAt === 1 ? only.href : `#${looksId}`}
                prefetch={false}
                className="flex min-w-0 flex-wrap items-center gap-x-2 hover:underline"
              >
                <Pill state="attention">
                  {toLookAt === 1 ? "1 item needs attention" : `${toLookAt} items need attention`}
                </Pill>
                {toLookAt === 1 ? <span className="min-w-0 break-words">{only.title}</span> : null}
              </Link>
            ) : null
          }
        />
        {pictures.length > 0 ? <OpenIssues slug={slug} {...openIssues} names={names} /> : null}
        {toLookAt > 0 ? <LooksPanel looks={looks} isUnscanned={isUnscanned} /> : null}
        <SetupStrip
          slug={slug}
          progress={setup}
          role={role}
          hasOwnButton={pictures.length === 0 && (setup.next === "deploy" || connections.length === 0)}
          saysDone
        />
        {pictures.length === 0 ? (
          <FirstStep
            slug={slug}
            connections={connections}
            canConnect={can(role, "connection:write")}
            canPlan={can(role, "integration:write")}
          />
        ) : null}
        {integrations.length > pictures.length ? (
          <p className="text-ink-soft">
            The first {pictures.length} integrations by name are shown here.{" "}
            <Link href={`/${slug}/integrations`} prefetch={false} className="underline">
              All integrations
            </Link>
          </p>
        ) : null}
        {pictures.map((picture) => {
          const integration = integrationOf(picture.integrationId);
          return (
            <Panel key={picture.integrationId}>
              <PanelHeader
                title={picture.name}
                aside={
                  <>
                    {picture.isDeployed ? null : <Pill>not deployed</Pill>}
                    {picture.hasUndeployedSettings ? (
                      <Pill state="attention">saved, not deployed</Pill>
                    ) : null}
                    {picture.bypass ? <Pill state="attention">bypassed</Pill> : null}
                  </>
                }
                actions={
                  <>
                    {picture.hasUndeployedSettings && can(role, "integration:write") ? (
                      <PlanButton
                        slug={slug}
                        look="plain"
                        size="small"
                        label="Plan changes"
                        waitsFor={integration?.into.waitsFor}
                        plan={plan.bind(null, slug, {
                          integrationId: picture.integrationId,
                          purpose: "deploy",
                        })}
                      />
                    ) : null}
                    {/* While it is on, the banner has the way back. */}
                    {integration?.canBypass && !picture.bypass && can(role, "integration:deploy") ? (
                      <BypassButton
                        size="small"
                        name={picture.name}
                        isOn={false}
                        turn={turnBypass.bind(null, slug, picture.integrationId)}
                        words={integration.bypassWords}
                      />
                    ) : null}
                    <LinkButton size="small" href={`/${slug}/integrations/${picture.integrationId}`}>
                      Open
                    </LinkButton>
                  </>
                }
              />
              {picture.isDeployed ? (
                <CallsLine
                  slug={slug}
                  integrationId={picture.integrationId}
                  counts={lists.calls.get(picture.integrationId)}
                  canSeeCalls={canSeeCalls}
                />
              ) : null}
              <div className="p-1 md:p-3">
                {picture.problem ? (
                  <ProblemNotice problem={picture.problem} state="attention" />
                ) : (
                  <PatchBay picture={toPicture(slug, picture, { canSeeCalls })} />
                )}
              </div>
            </Panel>
          );
        })}
        {pictures.length > 0 ? (
          <div
            className={classNames(
              "grid items-start gap-4",
              showsCalm && "xl:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]",
            )}
          >
            {showsCalm ? <LooksPanel looks={looks} isUnscanned={isUnscanned} /> : null}
            <Panel>
              <PanelHeader title="Last deployments" />
              {lists.deployments.length === 0 ? (
                <EmptyState title="No deployments yet">
                  A plan shows every step first. Approved plans are deployed and listed here, with who
                  approved them and when.
                </EmptyState>
              ) : (
                <DeploymentsList slug={slug} deployments={lists.deployments} names={names} />
              )}
            </Panel>
          </div>
        ) : null}
      </>
    );
  },
});
