import { join } from "node:path";
import { JsonStateFile } from "../../state/state-file";
import type { Agent } from "./agent";

interface AgentData {
  /** By owner and user: two accounts can't have agents with the same number at the same time. */
  agents: Agent[];
}

/** Agents in one file that is kept across restarts. */
export class AgentStore {
  readonly #file: JsonStateFile<AgentData>;

  constructor(folder: string, first: Agent) {
    this.#file = new JsonStateFile(join(folder, "sip.json"), () => ({ agents: [first] }));
  }

  /** Only this account's: another's isn't found. */
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

  /** Writes pending changes immediately. */
  flush(): void {
    this.#file.flush();
  }
}
