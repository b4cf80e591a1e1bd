import { z } from "zod";

/** Retention periods that CloudWatch Logs takes, in days. */
export const logRetentionChoices = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Connect's speech takes a text of at most 3,000 characters; nobody listens to half of that. */
const maxTextCharacters = 1500;

/** Words that a caller hears, with a text to begin with. */
export const spoken = (what: string, text: string) =>
  z
    .string(`Enter the ${what}.`)
    .trim()
    .min(1, `Enter the ${what}. Callers must hear something.`)
    .max(maxTextCharacters, `Keep the ${what} under ${maxTextCharacters} characters.`)
    .default(text);

export const whole = (what: string, from: number, to: number, usual: number) =>
  z
    .int(`${what} must be a whole number.`)
    .min(from, `${what} must be at least ${from}.`)
    .max(to, `${what} must be at most ${to}.`)
    .default(usual);

/** The name of a thing that is made in the account. */
export const resourceName = (what: string, pattern: RegExp, hint: string, usual: string) =>
  z
    .string(`Enter a name for ${what}.`)
    .regex(pattern, `The name of ${what} can contain ${hint}.`)
    .default(usual);

/** The id or ARN of a thing in the Connect instance. */
export const connectId = (what: string) =>
  z
    .string(`Choose ${what}.`)
    .regex(
      /^(?:arn:[^\s]+\/)?[A-Za-z0-9-]{1,100}$/,
      `Choose ${what} from the list. This is neither an ID nor an ARN.`,
    );

/** E.164, as Connect writes numbers. */
export const phoneNumber = z
  .string("Choose a phone number.")
  .regex(/^\+[1-9]\d{6,14}$/, "Enter the phone number with + and country code: +12065550100.");

export const logRetentionDays = z
  .literal(logRetentionChoices, "Choose a retention period that CloudWatch Logs supports.")
  .default(30);

/** How Connect speaks to the caller. */
export const speech = {
  language: z
    .string("Choose a language.")
    .regex(/^[a-z]{2,3}(?:-(?:[A-Z]{2}|\d{3}))?$/, "Enter the language like en-US.")
    .default("en-US"),
  voice: z
    .string("Choose a voice.")
    .regex(/^[A-Z][A-Za-z]{1,29}$/, "Enter the voice's Amazon Polly name: Joanna.")
    .default("Joanna"),
  engine: z
    .enum(["Standard", "Neural", "Generative"], "The engine must be Standard, Neural, or Generative.")
    .default("Neural"),
};

/** Words that every voice agent's flow needs. */
export const commonTexts = {
  welcome: spoken("welcome", "Welcome. One moment please, our assistant will be right with you."),
  transferringBack: spoken("message before the queue", "Thank you. An agent will take it from here."),
  error: spoken(
    "error message",
    "We are sorry, something went wrong on our side. Please stay on the line, an agent will help you.",
  ),
  closed: spoken(
    "closed message",
    "Thank you for calling. We are closed at the moment. Please call again during our opening hours.",
  ),
  queueFull: spoken(
    "full queue message",
    "We are sorry, all of our agents are busy and the line is full. Please call again a little later.",
  ),
  goodbye: spoken("goodbye", "Thank you for calling. Goodbye."),
};
