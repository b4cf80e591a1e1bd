/** One widget that a page opened, and what it was given: nothing of a token but whether the address had one. */
export interface WidgetInstance {
  id: string;
  /** The account whose bot it asked for; known once its token was granted. */
  owner: string | undefined;
  openedAt: string;
  tokenInAddress: boolean;
  botId: string | undefined;
  conversationId: string | undefined;
  /** As the widget parsed it; undefined when it got none. */
  customData: unknown;
  /** What it calls the caller. */
  callerName: string | undefined;
  /** When its first socket was open and the welcome was asked for. */
  loadedAt: string | undefined;
  /** Sockets it opened: a second init_agentassist opens one more, and the first stays. */
  sockets: number;
  agent: unknown;
  /** Why it stopped: custom-data, backend, configuration, socket, expired. */
  failure: string | undefined;
  summaryMade: boolean;
  endedAt: string | undefined;
}

/** The sandbox isn't an archive. */
const maxInstances = 500;

/** The widgets that browsers opened since the simulated Kore started. */
export class WidgetInstances {
  readonly #all = new Map<string, WidgetInstance>();

  open(id: string, tokenInAddress: boolean): WidgetInstance {
    const instance: WidgetInstance = {
      id,
      owner: undefined,
      openedAt: new Date().toISOString(),
      tokenInAddress,
      botId: undefined,
      conversationId: undefined,
      customData: undefined,
      callerName: undefined,
      loadedAt: undefined,
      sockets: 0,
      agent: undefined,
      failure: undefined,
      summaryMade: false,
      endedAt: undefined,
    };
    const [oldest] = this.#all.keys();
    if (this.#all.size >= maxInstances && oldest !== undefined) this.#all.delete(oldest);
    this.#all.set(id, instance);
    return instance;
  }

  /** Also one that no page of ours opened: a client of its own that speaks to the socket. */
  findOrOpen(id: string): WidgetInstance {
    return this.#all.get(id) ?? this.open(id, false);
  }

  find(id: string): WidgetInstance | undefined {
    return this.#all.get(id);
  }

  /** Of one account, the oldest first; of one conversation when it is given. */
  list(owner: string, conversationId: string | null): WidgetInstance[] {
    return [...this.#all.values()].filter(
      (one) => one.owner === owner && (conversationId === null || one.conversationId === conversationId),
    );
  }

  reset(): void {
    this.#all.clear();
  }
}
