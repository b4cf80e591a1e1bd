import type { Result } from "@/lib/kernel/result";
import type { GuideCheckSubject } from "./guide-check";

/** One step of a guide that Patchbay can do at the vendor, when a person asks for it. */
export interface GuideDeed {
  /** A button's verb: "Set in Acme". */
  button: string;
  /** What will happen, and whether it can be undone; a question. */
  question: string;
  /** Does it, or nothing; safe to repeat. What it says was done is for people, and holds no secret. */
  run(subject: GuideCheckSubject): Promise<Result<string>>;
}
