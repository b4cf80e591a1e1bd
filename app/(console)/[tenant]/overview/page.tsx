import { BypassButton } from "@/components/bypass/bypass-button";
import { defineScreen } from "@/components/define-screen";
import { CallsLine } from "@/components/overview/calls-line";
import { LooksPanel, looksId } from "@/components/overview/looks-panel";
import { needsALook } from "@/components/overview/needs-a-look";
import { PatchBay } from "@/components/patch-bay/patch-bay";
import { DeploymentsList } from "@/components/run/deployments-list";
import { LinkButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { can } from "@/lib/access/auth/permissions";
import { readOverview } from "@/lib/integrations/overview";
import { turnBypass } from "../turn-bypass";
import { FirstStep } from "./first-step";
import { readLists } from "./read-lists";
import { toPicture } from "./to-picture";

export const metadata = { title: "Overview" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }) => {
    const [pictures, lists] = await Promise.all([readOverview(tenantId), readLists(tenantId)]);
    const looks = needsALook({ slug, pictures, ...lists });
    const toLookAt = looks.filter(({ state }) => state !== "unknown").length;
    const names = new Map(lists.integrations.map(({ id, name }) => [id, name]));
    return (
      <>
        <ScreenHeader
          title="Overview"
          pills={
            toLookAt > 0 ? (
              <a href={`#${looksId}`} className="hover:underline">
                <Pill state="attention">
                  {toLookAt === 1 ? "1 item needs attention" : `${toLookAt} items need attention`}
                </Pill>
              </a>
            ) : null
          }
        />
        {pictures.length > 0 && toLookAt > 0 ? <LooksPanel looks={looks} /> : null}
        {pictures.length === 0 ? (
          <FirstStep slug={slug} connections={lists.connections} canPlan={can(role, "integration:write")} />
        ) : null}
        {pictures.map((picture) => (
          <Panel key={picture.integrationId}>
            <PanelHeader
              title={picture.name}
              aside={
                <>
                  {picture.isDeployed ? null : <Pill>not deployed</Pill>}
                  {picture.bypass ? <Pill state="attention">bypassed</Pill> : null}
                </>
              }
              actions={
                <>
                  {/* While it is on, the banner has the way back. */}
                  {picture.isDeployed && !picture.bypass && can(role, "integration:deploy") ? (
                    <BypassButton
                      size="small"
                      name={picture.name}
                      isOn={false}
                      turn={turnBypass.bind(null, slug, picture.integrationId)}
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
              />
            ) : null}
            <div className="p-1 md:p-3">
              {picture.problem ? (
                <ProblemNotice problem={picture.problem} state="attention" />
              ) : (
                <PatchBay picture={toPicture(slug, picture)} />
              )}
            </div>
          </Panel>
        ))}
        {pictures.length > 0 ? (
          <div
            className={classNames(
              "grid items-start gap-4",
              toLookAt === 0 && "xl:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]",
            )}
          >
            {toLookAt > 0 ? null : <LooksPanel looks={looks} />}
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
