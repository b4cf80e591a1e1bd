/** A message between the softphone's frame and the page around it: `{event, data}`, as amazon-connect-streams sends it. */
interface Message {
  event: string;
  data: unknown;
}

/** The frame's side of Streams' conduit: to the page around it, and to the softphones in the browser's other tabs. */
export class Conduit {
  readonly id = crypto.randomUUID();
  readonly #parent = window.parent === window ? undefined : window.parent;
  readonly #tabs = new BroadcastChannel("softphone");
  readonly #listeners = new Map<string, (data: unknown) => void>();

  constructor() {
    window.addEventListener("message", (message) => {
      if (message.source === this.#parent) this.#hear(message.data);
    });
    this.#tabs.addEventListener("message", ({ data }) => {
      if (isMessage(data)) this.send(data.event, data.data);
    });
  }

  get isFramed(): boolean {
    return this.#parent !== undefined;
  }

  on(event: string, listener: (data: unknown) => void): void {
    this.#listeners.set(event, listener);
  }

  /** To the page around: only an approved origin can have framed this one. */
  send(event: string, data?: unknown): void {
    this.#parent?.postMessage({ event, data }, "*");
  }

  /** To every softphone's page in this browser. */
  broadcast(event: string, data?: unknown): void {
    this.send(event, data);
    this.#tabs.postMessage({ event, data });
  }

  #hear(message: unknown): void {
    if (isMessage(message)) this.#listeners.get(message.event)?.(message.data);
  }
}

function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "event") === "string";
}

export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
