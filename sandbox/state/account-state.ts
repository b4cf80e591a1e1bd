import { join } from "node:path";
import { JsonStateFile, type StateFile } from "./state-file";

/** The state of all services, one JSON file each in one folder. */
export class AccountState {
  readonly folder: string;
  readonly #files = new Map<string, JsonStateFile<unknown>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The one file of this name; `initial` is used when there is none on disk, and after a reset. */
  service<Data extends object>(name: string, initial: () => Data): StateFile<Data> {
    const known = this.#files.get(name);
    if (known) return known as JsonStateFile<Data>;
    const file = new JsonStateFile<Data>(join(this.folder, `${name}.json`), initial);
    this.#files.set(name, file as JsonStateFile<unknown>);
    return file;
  }

  flush(): void {
    for (const file of this.#files.values()) file.flush();
  }

  reset(): void {
    for (const file of this.#files.values()) file.reset();
  }
}
