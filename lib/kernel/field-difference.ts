/** One field that differs, both sides already safe to show: secrets read "changed". */
export interface FieldDifference {
  path: string;
  before?: string;
  after?: string;
  secret?: boolean;
  /** Seen, and not changed by us: why, and what a person can do. */
  left?: { why: string; wayOut: string };
}
