import { checkInput } from "@/lib/kernel/field-faults";
import { passwordSchema, verifyPassword } from "./passwords";

/** Whose password it is to be. */
interface Owner {
  email: string;
  name: string;
  /** The hash of the password that they have; absent where they have none. */
  presentHash?: string | null | undefined;
}

/** Guesses are estimated on this much of a password: more costs time and changes nothing. */
const longestLooked = 64;
/** Of zxcvbn's five: "safely unguessable", over 10^8 guesses, where the console allows a few hundred a day. */
const leastScore = 3;

interface Guesser {
  check(password: string, known: (string | number)[]): { score: number };
}

let guesser: Promise<Guesser> | undefined;

/** Loaded with the first password that is chosen: the list of common ones weighs some megabytes. */
async function loadGuesser(): Promise<Guesser> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}

/**
 * What is wrong with a new password, as a sentence; undefined when it can be taken. Refused are short ones, common ones
 * (also with other letters, digits or years about them), runs and repeats, the owner's name and email, and the present
 * one.
 */
export async function complaintAboutPassword(password: string, owner: Owner): Promise<string | undefined> {
  const checked = checkInput(passwordSchema, password);
  if (!checked.ok) return Object.values(checked.fields)[0] ?? "Choose another password.";
  if (password.includes("\0")) return "Choose another password.";
  if (isOwn(password, owner)) return "Don't use your name or email address as your password.";
  guesser ??= loadGuesser();
  const { score } = (await guesser).check(password.slice(0, longestLooked), ["patchbay", ...ownWords(owner)]);
  if (score < leastScore)
    return "This password is too easy to guess. Use several unrelated words, or a generated password.";
  if (owner.presentHash && (await verifyPassword(owner.presentHash, password))) {
    return "Choose a password that you aren't using now.";
  }
  return undefined;
}

function ownWords({ email, name }: Owner): string[] {
  const words = `${email} ${name}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [email.toLowerCase(), name.toLowerCase(), ...words].filter((word) => word.length > 2);
}

/** With nothing of its own beside them. */
function isOwn(password: string, owner: Owner): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  let rest = letters(password);
  for (const word of ownWords(owner)
    .map(letters)
    .sort((a, b) => b.length - a.length)) {
    rest = rest.replaceAll(word, "");
  }
  return rest.replace(/\d/g, "").length < 4 && rest !== letters(password);
}
