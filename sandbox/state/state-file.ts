import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** One service's or vendor's state: a plain object that is written to one JSON file. Change `data`, then call `save`. */
export interface StateFile<Data> {
  data: Data;
  /** Marks `data` as changed; the file is written within `writeDelayMs`, or on flush. */
  save(): void;
}

/** Many changes come in one burst (a deployment, a call): one write serves them all. */
const writeDelayMs = 100;

export class JsonStateFile<Data> implements StateFile<Data> {
  data: Data;
  readonly #path: string;
  readonly #initial: () => Data;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, initial: () => Data) {
    this.#path = path;
    this.#initial = initial;
    this.data = readJson<Data>(path) ?? initial();
  }

  save(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.flush(), writeDelayMs);
    this.#timer.unref();
  }

  /** Writes pending changes immediately. */
  flush(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    mkdirSync(dirname(this.#path), { recursive: true });
    // A crash during a write must leave the earlier file intact.
    const temporary = `${this.#path}.writing`;
    writeFileSync(temporary, JSON.stringify(this.data), { mode: 0o600 });
    renameSync(temporary, this.#path);
  }

  /** Back to the initial state; deletes the file too. */
  reset(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = undefined;
    rmSync(this.#path, { force: true });
    this.data = this.#initial();
  }
}

function readJson<Data>(path: string): Data | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as Data;
  } catch (error) {
    throw new Error(`The sandbox's state in ${path} can't be read. Delete the file to start over.`, {
      cause: error,
    });
  }
}
