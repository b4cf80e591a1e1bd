/** A filter pattern that can't be parsed; the caller gets InvalidParameterException. */
export class PatternError extends Error {}
