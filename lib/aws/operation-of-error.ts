const operations = new WeakMap<object, { service: string; operation: string }>();

/** SDK errors don't say which call failed; the clients' middleware notes it here, so that a Problem can name it. */
export function noteOperation(error: unknown, service: string, operation: string): void {
  if (typeof error === "object" && error !== null) operations.set(error, { service, operation });
}

export function operationOfError(error: unknown): { service: string; operation: string } | undefined {
  return typeof error === "object" && error !== null ? operations.get(error) : undefined;
}
