import { parseFlowDocument } from "../flow-runner/flow-document";
import type { RunnableFlow } from "../flow-runner/flow-world";
import { childArn } from "../services/connect/arns";
import type { Flow } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import type { SandboxAccount } from "../state/account";

/** undefined unless it is published. */
export function runnableFlow(account: SandboxAccount, flow: Flow): RunnableFlow | undefined {
  if (flow.published === undefined || flow.state !== "ACTIVE") return undefined;
  const parsed = parseFlowDocument(flow.published);
  if (!parsed.ok) return undefined;
  const arn = childArn(account, connectState(account).data, "contact-flow", flow.id);
  return { id: flow.id, arn, name: flow.name, type: flow.type, document: parsed.document };
}
