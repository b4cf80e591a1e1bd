import { EventEmitter, once } from "node:events";
import type { SandboxAccount } from "../../../state/account";
import type { Contact, User } from "../connect-model";
import { connectState } from "../connect-state";

export interface AgentState {
  name: string;
  type: "routable" | "not_routable" | "offline" | "system" | "error";
  since: number;
}

/** A call that rings, or that rang in vain and that the agent hasn't closed yet. */
export interface Offer {
  contact: Contact;
  phase: "connecting" | "missed" | "rejected";
  since: number;
}

/** One agent with a softphone: the part that no contact record holds. */
export interface AgentDesk {
  state: AgentState;
  offers: Map<string, Offer>;
  /** Contacts that this agent answered and ends, by hand. */
  calls: Set<string>;
}

/** What an agent can choose, as in a new instance. */
export const choosableStates = [
  { name: "Available", type: "routable" },
  { name: "Offline", type: "offline" },
] as const;

/** A softphone asks again and again; one that hasn't for so long is closed. */
const presenceMs = 5_000;

/**
 * The agents of one instance who sit at a softphone. Nothing here outlives the process: after a restart every agent is
 * offline, as after a sign-in.
 */
export class SoftphoneDesks {
  readonly #account: SandboxAccount;
  readonly #desks = new Map<string, AgentDesk>();
  readonly #seenAt = new Map<string, number>();
  readonly #done = new EventEmitter().setMaxListeners(0);
  /** Said before anyone waited for it: an agent can hang up while the whisper flow still runs. */
  readonly #early = new Set<string>();

  constructor(account: SandboxAccount) {
    this.#account = account;
  }

  of({ id }: Pick<User, "id">): AgentDesk {
    const known = this.#desks.get(id);
    if (known) return known;
    const state: AgentState = { name: "Offline", type: "offline", since: this.#now() };
    const desk: AgentDesk = { state, offers: new Map(), calls: new Set() };
    this.#desks.set(id, desk);
    return desk;
  }

  /** A softphone of this agent is open. */
  see({ id }: Pick<User, "id">): void {
    this.#seenAt.set(id, this.#now());
  }

  /** The agent whom a call can ring: at an open softphone, set to Available, and with no other call. */
  findAvailable(): User | undefined {
    const { users, contacts } = connectState(this.#account).data;
    return users.find((user) => {
      const { state, offers } = this.of(user);
      const isPresent = this.#now() - (this.#seenAt.get(user.id) ?? 0) < presenceMs;
      const isFree = offers.size === 0 && !contacts.some((contact) => isInHand(contact, user.id));
      return isPresent && isFree && state.type === "routable";
    });
  }

  setState(user: User, name: string): boolean {
    const chosen = choosableStates.find((one) => one.name === name);
    if (!chosen) return false;
    const desk = this.of(user);
    desk.state = { ...chosen, since: this.#now() };
    for (const [id, { phase }] of desk.offers) if (phase !== "connecting") desk.offers.delete(id);
    return true;
  }

  /** Rings until the agent accepts or rejects the call, or doesn't in time. */
  async ring(contact: Contact, user: User, ringMs: number): Promise<"accepted" | "missed"> {
    const desk = this.of(user);
    desk.offers.set(contact.id, { contact, phase: "connecting", since: this.#now() });
    const answer = await this.#wait(`answer:${contact.id}`, ringMs);
    if (answer === "accepted") {
      desk.calls.add(contact.id);
      return "accepted";
    }
    const phase = answer === "rejected" ? "rejected" : "missed";
    desk.offers.set(contact.id, { contact, phase, since: this.#now() });
    // No further call rings until the agent chooses Available again.
    desk.state = { name: "MissedCallAgent", type: "error", since: this.#now() };
    return "missed";
  }

  answer(user: User, contactId: string, answer: "accepted" | "rejected"): boolean {
    if (this.of(user).offers.get(contactId)?.phase !== "connecting") return false;
    return this.#done.emit(`answer:${contactId}`, answer);
  }

  /** Until the agent ends the call. */
  async talk(contactId: string, limitMs: number): Promise<void> {
    await this.#wait(`hang-up:${contactId}`, limitMs);
  }

  /** Until the agent closes the contact. */
  async afterWork(user: User, contactId: string, limitMs: number): Promise<void> {
    await this.#wait(`close:${contactId}`, limitMs);
    this.of(user).calls.delete(contactId);
  }

  hangUp(user: User, contactId: string): boolean {
    return this.of(user).calls.has(contactId) && this.#say(`hang-up:${contactId}`);
  }

  /** Ends after-contact work, or takes a missed call from the screen. */
  close(user: User, contactId: string): boolean {
    const desk = this.of(user);
    if (desk.offers.get(contactId)?.phase === "connecting") return false;
    if (desk.offers.delete(contactId)) {
      if (desk.state.type === "error")
        desk.state = { name: "Available", type: "routable", since: this.#now() };
      return true;
    }
    return desk.calls.has(contactId) && this.#say(`close:${contactId}`);
  }

  #say(name: string): true {
    if (!this.#done.emit(name)) this.#early.add(name);
    return true;
  }

  #now(): number {
    return this.#account.clock.now();
  }

  /** What was said of it; undefined when the time is over. */
  async #wait(name: string, limitMs: number): Promise<unknown> {
    if (this.#early.delete(name)) return undefined;
    try {
      const [said] = await once(this.#done, name, { signal: AbortSignal.timeout(limitMs) });
      return said;
    } catch {
      return undefined;
    }
  }
}

/** Whether this agent talks on this contact, or does its after-contact work. */
export function isInHand({ agent }: Contact, userId: string): boolean {
  return agent?.id === userId && agent.afterWorkEndedAt === undefined;
}

const desks = new WeakMap<SandboxAccount, SoftphoneDesks>();

export function softphoneDesks(account: SandboxAccount): SoftphoneDesks {
  const known = desks.get(account) ?? new SoftphoneDesks(account);
  desks.set(account, known);
  return known;
}
