import type { OpenApplication } from "../open-applications";
import type { AgentData } from "./ask-instance";
import { member } from "./conduit";

type Contact = AgentData["snapshot"]["contacts"][number];

/** What an application's requests are answered from. */
export interface HostedBy {
  application: OpenApplication;
  /** The contact that the application was opened for. */
  contactId: string | undefined;
  findContact(contactId: string): Contact | undefined;
}

/** The requests that the workspace answers, each with the permission that it takes. */
const answers: Readonly<
  Record<string, { permission: string; answer: (contact: Contact, data: unknown) => unknown }>
> = {
  "contact/getAttributes": {
    permission: "Contact.Attributes.View",
    answer({ attributes }, data) {
      const asked = member(data, "attributes");
      const names = asked === "*" ? Object.keys(attributes) : Array.isArray(asked) ? asked.map(String) : [];
      return Object.fromEntries(
        names.flatMap((name) => {
          const found = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
          return found ? [[name, found.value]] : [];
        }),
      );
    },
  },
  "contact/getInitialContactId": {
    permission: "Contact.Details.View",
    answer: ({ initialContactId }) => ({ initialContactId }),
  },
  "contact/getChannelType": {
    permission: "Contact.Details.View",
    answer: () => ({ type: "voice", subtype: "connect:Telephony" }),
  },
};

/** The workspace's end of the channel that an application opens, in the messages of AmazonConnectSDK. */
export class ApplicationHost {
  readonly #port: MessagePort;
  readonly #by: HostedBy;
  readonly #instanceId = crypto.randomUUID();

  constructor(port: MessagePort, by: HostedBy) {
    this.#port = port;
    this.#by = by;
    port.onmessage = ({ data }) => this.#hear(data);
    const status = { initialized: true, startTime: new Date() };
    port.postMessage({
      type: "acknowledge",
      connectionId: crypto.randomUUID(),
      status,
      healthCheckInterval: 0,
    });
    this.#tell("create");
  }

  destroy(): void {
    this.#tell("destroy");
  }

  #tell(stage: "create" | "destroy"): void {
    const { contactId, application } = this.#by;
    const scope = contactId === undefined ? undefined : { type: "contact", contactId };
    const config = { name: application.name, namespace: application.namespace };
    this.#port.postMessage({
      ...{ type: "appLifecycle", stage, instanceId: this.#instanceId, appInstanceId: this.#instanceId },
      ...{ config, appConfig: config, contactScope: scope, scope },
    });
  }

  #hear(message: unknown): void {
    if (member(message, "type") !== "request") return;
    const requestId = member(message, "requestId");
    const namespace = member(message, "namespace");
    const outcome =
      namespace === "aws.connect.contact"
        ? this.#answer(String(member(message, "command")), member(message, "data"))
        : refuse("handlerNotFound", "The sandbox's workspace doesn't answer this namespace.");
    this.#port.postMessage({
      type: "response",
      namespace,
      requestId,
      isError: "reason" in outcome,
      ...outcome,
    });
  }

  #answer(command: string, data: unknown): { data: unknown } | Refusal {
    const { application, contactId, findContact } = this.#by;
    const known = Object.hasOwn(answers, command) ? answers[command] : undefined;
    if (!known) return refuse("handlerNotFound", `The sandbox's workspace doesn't answer ${command}.`);
    const { permissions } = application;
    if (!permissions.includes(known.permission) && !permissions.includes("*"))
      return refuse("unauthorized", `The application doesn't have the permission ${known.permission}.`);
    const asked = member(data, "contactId");
    const contact = findContact(asked === "CURRENT_CONTACT" ? (contactId ?? "") : String(asked));
    return contact
      ? { data: known.answer(contact, data) }
      : refuse("contactNotFound", "There is no such contact.");
  }
}

interface Refusal {
  reason: string;
  errorKey: string;
  details: object;
}

function refuse(errorKey: string, reason: string): Refusal {
  return { reason, errorKey, details: {} };
}
