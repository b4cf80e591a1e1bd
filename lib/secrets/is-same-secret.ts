import { timingSafeEqual } from "node:crypto";

/** Whether both are the same text, in a time that says nothing of where they differ. Nothing is the same as "". */
export function isSameSecret(known: string, given: string): boolean {
  const [left, right] = [Buffer.from(known), Buffer.from(given)];
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
