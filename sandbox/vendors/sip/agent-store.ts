import { join } from "node:path";
import { JsonStateFile } from "../../state/state-file";
import type { Agent } from "./agent";

interface AgentData {
  /** By owner and user: two accounts may have agents of the same number only one after the other. */
  agents: Agent[];
}

/** Agents in one file that survives a restart. */
export class AgentStore {
  readonly #file: JsonStateFile<AgentData>;

  constructor(folder: string, first: Agent) {
    this.#file = new JsonStateFile(join(folder, "sip.json"), () => ({ agents: [first] }));
  }

  /** Only of this account: another's is not found. */
  find(owner: string, user: string): Agent | undefined {
    return this.#file.data.agents.find((agent) => agent.owner === owner && agent.user === user);
  }

  /** Whether another account has an agent for this number. */
  isTaken(owner: string, user: string): boolean {
    return this.#file.data.agents.some((agent) => agent.owner !== owner && agent.user === user);
  }

  put(agent: Agent): void {
    const others = this.#file.data.agents.filter(
      ({ owner, user }) => owner !== agent.owner || user !== agent.user,
    );
    this.#file.data.agents = [...others, agent];
    this.#file.save();
  }

  reset(): void {
    this.#file.reset();
  }

  /** Writes what is pending, at once. */
  flush(): void {
    this.#file.flush();
  }
}
