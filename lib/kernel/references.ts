// How one value of a plan or a flow stands for another that isn't known yet.

/** A value that another resource of the same integration will have: `{ $ref: "connector.arn" }`. */
export interface Ref {
  $ref: `${string}.${string}`;
}
/**
 * A secret of the integration, by name. It is put in at the last moment and shown nowhere: `{ $secret: "authToken" }`.
 */
export interface SecretRef {
  $secret: string;
}
/** A string put together from parts, some of which aren't known yet. With a secret among them, it is one. */
export interface Join {
  $join: (string | Ref | SecretRef)[];
}
