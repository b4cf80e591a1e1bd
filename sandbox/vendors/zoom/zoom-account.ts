import type { Engagement } from "./engagement";
import { allScopes, type ScopeKind } from "./scopes";
import { type Flow, firstFlow, type Queue } from "./zoom-flow";
import { idIn } from "./zoom-id";
import { firstVariables, type Variable, type VariableGroup } from "./zoom-variables";

/** A Server-to-Server OAuth app of the account. */
export interface ZoomApp {
  clientId: string;
  clientSecret: string;
  /** The secret token that signs its webhooks. */
  webhookSecret: string;
  /** A deactivated app gets no tokens, and those that it has end. */
  active: boolean;
  /** What is ticked under Scopes; a token has those of the moment it was made. */
  scopes: string[];
  webhooks?: WebhookSubscription;
}

export interface WebhookSubscription {
  url: string;
  events: string[];
}

/** A number of the account: calls to it start the flow that has it. */
export interface EntryPoint {
  entryId: string;
  number: string;
  name: string;
  flowId?: string;
}

/** What the Voice Bot widget calls: a connector of the Marketplace, with the bot that it was authorized for. */
export interface Connector {
  connectorId: string;
  /** Whose it is: the simulated vendor that its calls reach. */
  maker: string;
  name: string;
  botId: string;
  /** Where the connector's calls come from; the voice agent's trunk names it. */
  domain: string;
  /** The number of the voice agent's trunk. */
  didNumber: string;
  /** The SIP host of the voice agent's region. */
  sipHost: string;
}

/** How the simulated Zoom behaves for one account; a control route changes it. */
export interface Behavior {
  plan: "pro" | "business";
  scopeKind: ScopeKind;
  /** The person who made the apps has the Contact Center administrator role. */
  creatorIsAdmin: boolean;
  /** The account has a Contact Center license. */
  licensed: boolean;
  /** Requests over a rate are refused. Off at first: a test turns it on. */
  rates: boolean;
  /** Requests of the category HEAVY that count as made today, besides those that were. */
  heavyToday: number;
  /** The clock of the account, ahead of the machine's. */
  aheadSeconds: number;
}

export interface ZoomAccount {
  /** The AWS account of the sandbox that it belongs to. */
  owner: string;
  accountId: string;
  apps: ZoomApp[];
  behavior: Behavior;
  connectors: Connector[];
  flows: Flow[];
  entryPoints: EntryPoint[];
  queues: Queue[];
  variableGroups: VariableGroup[];
  variables: Variable[];
  /** Oldest first. */
  engagements: Engagement[];
}

/** What a customer is enlisted with. */
export interface Customer {
  accountId: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
}

export const firstCustomer = {
  accountId: "zoom-sandbox-0001",
  clientId: "zc-sandbox-0001",
  clientSecret: "zoom-sandbox-client-secret",
  webhookSecret: "zoom-sandbox-webhook-secret",
};

export const mainNumber = "+12065550188";
export const otherNumber = "+12065550189";
export const connectorDid = "+12065550190";
export const connectorName = "Kore.ai Assistant Connector";

const usualBehavior: Behavior = {
  plan: "pro",
  scopeKind: "granular",
  creatorIsAdmin: true,
  licensed: true,
  rates: false,
  heavyToday: 0,
  aheadSeconds: 0,
};

/** An account as Zoom's people and the guide leave it: a published flow with a Voice Bot widget, and two numbers. */
export function newAccount(owner: string, customer: Customer, now: number): ZoomAccount {
  const { accountId, ...app } = customer;
  const own = (name: string) => idIn(accountId, name);
  const queue: Queue = { queueId: own("queue"), name: "Sandbox support", agent: "Sandbox Agent" };
  const flow = firstFlow(own("flow"), connectorName, queue, now);
  return {
    owner,
    accountId,
    apps: [{ ...app, active: true, scopes: allScopes("granular") }],
    behavior: { ...usualBehavior },
    connectors: [
      {
        connectorId: own("connector"),
        maker: "kore",
        name: connectorName,
        botId: "",
        domain: `${accountId.toLowerCase()}.voicebot.zoom.example`,
        didNumber: connectorDid,
        sipHost: "savg-sbc1.kore.ai",
      },
    ],
    flows: [flow],
    entryPoints: [
      { entryId: own("main number"), number: mainNumber, name: "Main number", flowId: flow.flowId },
      { entryId: own("second number"), number: otherNumber, name: "Second number" },
    ],
    queues: [queue],
    ...firstVariables(own("Engagement")),
    engagements: [],
  };
}
