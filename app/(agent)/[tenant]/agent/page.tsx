import { headers } from "next/headers";
import { Suspense } from "react";
import { ReloadButton } from "@/components/agent-page/reload-button";
import { SandboxAgent } from "@/components/agent-page/sandbox-agent";
import { defineScreen } from "@/components/define-screen";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { WaitNote } from "@/components/ui/wait-note";
import { findSandboxAgent } from "@/lib/agent-page/find-sandbox-agent";
import { openAgentPage } from "@/lib/agent-page/open-agent-page";
import { answerInTime } from "@/lib/aws/answer-in-time";
import type { TenantId } from "@/lib/kernel/ids";
import { AgentDesk } from "./agent-desk";

export const metadata = { title: "Agent page" };

export default defineScreen<{ tenant: string }>({
  permission: "agent-page:use",
  render: async ({ tenantId, slug, user }) => (
    <>
      <ScreenHeader title="Agent page" />
      <Suspense fallback={<Waiting />}>
        <Desk tenantId={tenantId} slug={slug} userId={user.id} />
      </Suspense>
    </>
  ),
});

/** Cancel leads to one's own account: an agent has no other page. */
function Waiting() {
  const cancel = (
    <a href="/account" className={buttonClasses("plain", "small")}>
      Cancel
    </a>
  );
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading</span>
      <WaitNote of="Amazon Connect" cancel={cancel} />
      <div className="skeleton h-72 w-full" />
    </div>
  );
}

async function Desk({ tenantId, slug, userId }: { tenantId: TenantId; slug: string; userId: string }) {
  const opened = await answerInTime(openAgentPage(tenantId));
  if (!opened.ok && opened.problem.code === "agent-page-off") {
    return (
      <Panel>
        <EmptyState title="The agent page isn't set up">
          Once an integration that offers it is deployed, this page has the softphone, with the panel of the
          voice agent's vendor beside it. {opened.problem.wayOut}
        </EmptyState>
      </Panel>
    );
  }
  if (!opened.ok) return <ProblemNotice problem={opened.problem} action={<ReloadButton />} />;
  const { ccp, panel, access } = opened.value;
  const sandboxAgent = await findSandboxAgent(tenantId, access);
  const panelOrigin = new URL(panel.url).origin;
  const allowed = (await headers()).get("x-patchbay-frames")?.split(" ") ?? [];
  const isBlocked = ![ccp.origin, panelOrigin].every((origin) => allowed.includes(origin));
  return (
    <AgentDesk
      slug={slug}
      userId={userId}
      isBlocked={isBlocked}
      note={sandboxAgent ? <SandboxAgent {...sandboxAgent} /> : null}
      softphone={{ ...ccp, ...(panel.loginUrl && { loginUrl: panel.loginUrl }) }}
      panel={{
        ...{ title: panel.title, url: panel.url, origin: panelOrigin },
        ...{ announcement: panel.announcement, conversationAttribute: panel.conversationAttribute },
      }}
    />
  );
}
