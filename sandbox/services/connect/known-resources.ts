import type { SandboxAccount } from "../../state/account";
import { childArn, idOf } from "./arns";
import type { ConnectState, Named } from "./connect-model";
import { isManagedView } from "./managed-views";
import type { Knows } from "./publishing/check-action";

/** What a flow can refer to: a resource of this instance, by ID or full ARN; another account's ARN is unknown. */
export function knownResources(account: SandboxAccount, state: ConnectState): Knows {
  const has = (things: readonly Named[], kind: string, value: string) =>
    things.some(({ id }) => value === id || value === childArn(account, state, kind, id));
  return (kind, value) => {
    switch (kind) {
      case "queue":
        return has(state.queues, "queue", value);
      case "agent":
        return has(state.users, "agent", value);
      case "module":
        // A version or an alias may follow.
        return has(state.modules, "flow-module", withoutQualifier(value));
      case "view":
        return isManagedView(value) || has(state.views, "view", withoutQualifier(value));
      case "lex-bot":
        return state.botAliasArns.includes(value);
      case "flow":
        return has(state.flows, "contact-flow", value);
      case "hours":
        return has(state.hours, "operating-hours", value);
      case "prompt":
        return has(state.prompts, "prompt", value) || state.prompts.some(({ id }) => id === idOf(value));
      case "lambda":
        return state.lambdaArns.includes(value);
      case "connector":
        return state.integrations.some(
          ({ type, arn }) => type === "CALL_TRANSFER_CONNECTOR" && arn === value,
        );
    }
  };
}

/** "…/view/ID:3" and "…:$LATEST" are "…/view/ID". */
export function withoutQualifier(value: string): string {
  return value.replace(/:(\$[A-Z]+|\d+|[A-Za-z][\w-]*)$/, (all, _qualifier, at: number) =>
    value.startsWith("arn:") && at < value.lastIndexOf("/") ? all : "",
  );
}
