export interface Utterance {
  speaker: "customer" | "agent";
  text: string;
}

/** What is said and how long it takes, in wall-clock seconds. */
export interface Talk {
  lines: readonly Utterance[];
  seconds: number;
  /** The agent puts the caller on hold in the middle. */
  hold: boolean;
}

const usualTurns = 4;
const usualSeconds = 0.25;

const script: readonly Utterance[] = [
  { speaker: "agent", text: "Thank you for holding. How can I help you?" },
  { speaker: "customer", text: "I have a question about my last bill." },
  { speaker: "agent", text: "I can look that up. What is your account number?" },
  { speaker: "customer", text: "It is four two seven seven one." },
  { speaker: "agent", text: "Thank you. I can see the bill here." },
  { speaker: "customer", text: "There is a charge that I do not recognize." },
  { speaker: "agent", text: "That is the yearly service fee." },
  { speaker: "customer", text: "Nobody told me about that." },
  { speaker: "agent", text: "I am sorry. I can take it off this time." },
  { speaker: "customer", text: "That would be great, thank you." },
];

/** A talk of this many turns; longer ones say how far they are, so that no two lines are the same. */
export function usualTalk(turns = usualTurns, seconds = usualSeconds, hold = false): Talk {
  const lines = Array.from({ length: turns }, (_, index): Utterance => {
    const { speaker, text } = script[index % script.length] ?? { speaker: "customer", text: "Hello?" };
    const round = Math.floor(index / script.length);
    return { speaker, text: round === 0 ? text : `${text} (${round + 1})` };
  });
  return { lines, seconds, hold };
}
