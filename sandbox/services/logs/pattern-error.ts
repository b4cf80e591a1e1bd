/** A filter pattern that cannot be read; told to the caller as InvalidParameterException. */
export class PatternError extends Error {}
