import { isRecord } from "../flow-document";

/** A Lambda's answer must stay under 32 KB of UTF-8. */
const answerLimitBytes = 32 * 1024;

/** The members of a valid answer, undefined when Connect would take the error branch. */
export function readLambdaAnswer(payload: string, responseType: string): Record<string, unknown> | undefined {
  if (Buffer.byteLength(payload) >= answerLimitBytes) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!isRecord(answer)) return undefined;
  if (responseType === "JSON") return answer;
  const flat = Object.values(answer).every((value) => typeof value === "string");
  return flat ? answer : undefined;
}
