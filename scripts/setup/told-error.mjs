/** A failure that a person can do something about: shown as its sentence alone, without a stack. */
export class ToldError extends Error {
  /** @param {string} message what happened and the way out @param {ErrorOptions} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = "ToldError";
  }
}

/** @param {unknown} error */
export function sentenceOf(error) {
  if (error instanceof ToldError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
