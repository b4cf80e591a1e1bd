import type { Server } from "node:http";
import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import type { ApiTroubles } from "../api-troubles";
import type { KoreStore } from "../store";
import type { AgentAiStore } from "./agent-ai-store";
import { answerHostedPage, isHostedPage } from "./hosted-pages";
import { WidgetApi } from "./widget-api";
import { type WidgetInstance, WidgetInstances } from "./widget-instances";
import { answerWidgetPage, widgetFolder } from "./widget-page";
import { serveWidgetSockets } from "./widget-sockets";
import { WidgetTokens } from "./widget-tokens";

/** The widget beside an agent's softphone: its page, its API, its socket, and what each one was given. */
export class Widget {
  readonly #instances = new WidgetInstances();
  readonly #tokens: WidgetTokens;
  readonly #api: WidgetApi;
  /** Of its page, for all accounts: who asks for it says nothing of a contact. Not stored. */
  #isDown = false;
  /** Contacts of calls during which it is down. */
  readonly #downDuring = new Set<string>();

  constructor(
    bots: KoreStore,
    readonly store: AgentAiStore,
    readonly troubles: ApiTroubles,
  ) {
    this.#tokens = new WidgetTokens(bots, store);
    this.#api = new WidgetApi(this.#tokens, store);
  }

  attach(server: Server): void {
    serveWidgetSockets(server, { tokens: this.#tokens, store: this.store, instances: this.#instances });
  }

  /** undefined when the request is for another part. */
  answer(request: VendorRequest): Promise<VendorAnswer> | VendorAnswer | undefined {
    const { asked, url, body, owner } = request;
    if (asked === "GET /_sandbox/agent-ai/widgets")
      return { status: 200, body: this.#describe(owner, url.searchParams.get("conversationId")) };
    if (isHostedPage(request)) return answerHostedPage(request).then((answer) => answer ?? notFound);
    if ((this.#isDown || this.#downDuring.size > 0) && url.pathname.startsWith(`${widgetFolder}/`))
      return down;
    if (url.pathname.startsWith(`${widgetFolder}/`))
      return answerWidgetPage(request, this.#instances).then((answer) => answer ?? notFound);
    const taskBotId = textOf(memberOf(body, "botInfo"), "taskBotId");
    const troubled =
      taskBotId !== undefined && url.pathname.endsWith("/jwtgrant")
        ? this.troubles.meet(taskBotId, "widget", Date.now())
        : undefined;
    return troubled ?? this.#api.answer(request);
  }

  /**
   * PUT /_sandbox/agent-ai/widget {isDown?, contactId?}: while it is down, its page answers 503 and never announces itself.
   * With a contact, it's down until that contact has it up again.
   */
  setTrouble(body: unknown): VendorAnswer {
    const isDown = memberOf(body, "isDown") === true;
    const contactId = textOf(body, "contactId");
    if (contactId === undefined) this.#isDown = isDown;
    else if (isDown) this.#downDuring.add(contactId);
    else this.#downDuring.delete(contactId);
    return { status: 200, body: { isDown } };
  }

  reset(): void {
    this.#isDown = false;
    this.#downDuring.clear();
    this.#instances.reset();
  }

  /** `widget` is the last one: whether it loaded, and the custom data that it got. */
  #describe(owner: string, conversationId: string | null) {
    const widgets = this.#instances.list(owner, conversationId);
    return { widgets, widget: outcomeOf(widgets.at(-1)) };
  }
}

function outcomeOf(instance: WidgetInstance | undefined) {
  return { loaded: instance?.loadedAt !== undefined, customData: instance?.customData };
}

const down: VendorAnswer = { status: 503, body: { errors: [{ msg: "Service unavailable", code: 5030 }] } };
const notFound: VendorAnswer = { status: 404, body: { errors: [{ msg: "Not found", code: 4040 }] } };
