import { setTimeout as sleep } from "node:timers/promises";

/** Between packets of one polling answer, as Engine.IO 4 has it. */
const separator = "\u001e";
const namespace = "/koreagentassist,";
const timeoutMs = 10_000;

/**
 * Socket.IO's client by HTTP polling alone, for tests and the demo: no browser, and no client package. Events are kept until
 * someone waits for them.
 */
export class ChatSocket {
  readonly #address: string;
  readonly #received: { event: string; data: unknown }[] = [];
  #isOpen = true;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Throws what the server says when it refuses the token. */
  static async open(host: string, token: string, auth: object): Promise<ChatSocket> {
    const query = new URLSearchParams({ EIO: "4", transport: "polling", jToken: token });
    const address = `${host}/agentassist/api/v1/chat/?${query}`;
    const opened = await ask(address);
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const socket = new ChatSocket(`${address}&sid=${encodeURIComponent(sid)}`);
    await socket.#send(`40${namespace}${JSON.stringify(auth)}`);
    const answer = await socket.#poll();
    const refused = answer.find((packet) => packet.startsWith("44"));
    if (refused !== undefined) throw new Error(readMessage(refused));
    void socket.#follow();
    return socket;
  }

  async emit(event: string, data: object): Promise<void> {
    await this.#send(`42${namespace}${JSON.stringify([event, data])}`);
  }

  /** The next event of this name. */
  async next(event: string): Promise<unknown> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const index = this.#received.findIndex((one) => one.event === event);
      if (index >= 0) return this.#received.splice(index, 1)[0]?.data;
      await sleep(10);
    }
    throw new Error(`${event} did not come in ${timeoutMs / 1000} seconds.`);
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#send(`41${namespace}`).catch(() => undefined);
    await this.#send("1").catch(() => undefined);
  }

  async #follow(): Promise<void> {
    try {
      while (this.#isOpen) for (const packet of await this.#poll()) await this.#take(packet);
    } catch {
      this.#isOpen = false;
    }
  }

  async #take(packet: string): Promise<void> {
    if (packet === "2") await this.#send("3");
    if (packet === "1") this.#isOpen = false;
    if (!packet.startsWith(`42${namespace}`)) return;
    const [event, data] = JSON.parse(packet.slice(2 + namespace.length)) as [string, unknown];
    this.#received.push({ event, data });
  }

  async #poll(): Promise<string[]> {
    return (await ask(this.#address)).split(separator);
  }

  async #send(packet: string): Promise<void> {
    await ask(this.#address, packet);
  }
}

async function ask(address: string, packet?: string): Promise<string> {
  const response = await fetch(address, {
    ...(packet !== undefined && { method: "POST", body: packet }),
    // Longer than the server's own interval: it answers an idle poll with a ping.
    signal: AbortSignal.timeout(40_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The socket's server answered ${response.status}.`);
  return text;
}

function readMessage(packet: string): string {
  const { message } = JSON.parse(packet.slice(packet.indexOf("{"))) as { message: string };
  return message;
}
