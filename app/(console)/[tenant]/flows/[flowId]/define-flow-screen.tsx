import type { ReactNode } from "react";
import { defineScreen } from "@/components/define-screen";
import { ReadProblem } from "@/components/ui/read-problem";
import { ScreenHeader } from "@/components/ui/screen-header";
import type { TenantContext } from "@/lib/access/action";
import { AskAbout } from "../../ask-about";
import { FlowHeader } from "./flow-header";
import { type LoadedFlow, loadFlow } from "./load-flow";

interface FlowScreen {
  context: TenantContext;
  loaded: LoadedFlow;
  search: Record<string, string | undefined>;
}

/** One of a flow's screens: its head and tabs above what `render` gives; a flow that can't be read says why instead. */
export function defineFlowScreen(render: (screen: FlowScreen) => ReactNode | Promise<ReactNode>) {
  return defineScreen<{ tenant: string; flowId: string }>({
    permission: "tenant:read",
    render: async (context, { params, search }) => {
      const { tenantId, slug } = context;
      const loaded = await loadFlow(tenantId, slug, params.flowId, search);
      if (!loaded.ok) {
        return (
          <>
            <ScreenHeader
              title="The flow couldn't be read"
              back={{ href: `/${slug}/flows`, label: "Flows" }}
            />
            <ReadProblem problem={loaded.problem} state="bad" />
            <AskAbout reader={context} problem={loaded.problem} screen={`flows/${params.flowId}`} />
          </>
        );
      }
      return (
        <>
          <FlowHeader context={context} loaded={loaded.value} />
          {await render({ context, loaded: loaded.value, search })}
        </>
      );
    },
  });
}
