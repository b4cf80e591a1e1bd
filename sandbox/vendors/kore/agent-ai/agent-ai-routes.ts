import { memberOf, textOf } from "../../shared/read-request";
import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import type { ApiTroubles } from "../api-troubles";
import type { KoreStore } from "../store";
import { AgentAiStore } from "./agent-ai-store";
import { Transcriber } from "./transcriber";
import { Widget } from "./widget-routes";

const rulesPath = /^\/_sandbox\/agent-ai\/token-rules\/([^/]+)$/;

/** Agent AI's part of the simulated Kore: the transcriber, the widget, and their control routes. */
export class AgentAi {
  readonly store: AgentAiStore;
  readonly transcriber: Transcriber;
  readonly widget: Widget;

  constructor(
    dataFolder: string,
    readonly bots: KoreStore,
    troubles: ApiTroubles,
  ) {
    this.store = new AgentAiStore(dataFolder);
    this.transcriber = new Transcriber(bots, this.store);
    this.widget = new Widget(bots, this.store, troubles);
  }

  /** undefined when the request is for another part. */
  answer(request: VendorRequest): Promise<VendorAnswer> | VendorAnswer | undefined {
    const { asked, url, body } = request;
    if (/^POST \/integrations\/amzn\/voice\/?$/.test(asked)) return this.transcriber.answer(body);
    if (asked === "PUT /_sandbox/aws") return this.#setAws(body);
    const ofWidget = this.widget.answer(request);
    if (ofWidget) return ofWidget;
    if (!url.pathname.startsWith("/_sandbox/agent-ai/")) return undefined;
    return this.#control(request);
  }

  #control({ asked, url, body, owner, method }: VendorRequest): VendorAnswer {
    if (asked === "PUT /_sandbox/agent-ai/transcriber") return this.transcriber.troubles.set(body);
    if (asked === "PUT /_sandbox/agent-ai/widget") return this.widget.setTrouble(body);
    if (asked === "GET /_sandbox/agent-ai/conversations") return this.#list(owner, url);
    const botId = rulesPath.exec(url.pathname)?.[1];
    const bot = botId === undefined ? undefined : this.bots.botOf(owner, decodeURIComponent(botId));
    if (method !== "PUT" || !bot) return { status: 404, body: { message: "No such route." } };
    const isOn = (name: string) => memberOf(body, name) === true;
    const rules = {
      requireJti: isOn("requireJti"),
      requireJwe: isOn("requireJwe"),
      requireEncryptedPayload: isOn("requireEncryptedPayload"),
    };
    this.store.setTokenRules(bot.botId, rules);
    return { status: 200, body: rules };
  }

  /** `contactId` is any contact's of the conversation; without it all of the account's are listed. */
  #list(owner: string, url: URL): VendorAnswer {
    const contactId = url.searchParams.get("contactId");
    const found = contactId === null ? undefined : this.store.find(owner, contactId);
    const conversations =
      contactId === null ? this.store.list((one) => one.owner === owner) : found ? [found] : [];
    return { status: 200, body: { conversations } };
  }

  #setAws(body: unknown): VendorAnswer {
    const given = textOf(body, "url");
    if (given === undefined || !URL.canParse(given))
      return { status: 400, body: { message: "url must be a URL." } };
    this.transcriber.awsUrl = given;
    return { status: 200, body: {} };
  }

  reset(): void {
    this.widget.reset();
    this.store.reset();
  }

  flush(): void {
    this.transcriber.stop();
    this.store.flush();
  }
}
