type Engine = "Standard" | "Neural" | "Generative";

/** A language of Amazon Polly: its code, its English name, and its voices with the engines that they have. */
export interface SpeechLanguage {
  code: string;
  name: string;
  voices: readonly { id: string; engines: readonly Engine[] }[];
}

const engineOf = { S: "Standard", N: "Neural", G: "Generative" } as const;

/** "Joanna SNG Ivy SN": a voice, then the first letters of its engines. */
function language(code: string, name: string, voices: string): SpeechLanguage {
  const words = voices.split(" ");
  return {
    code,
    name,
    voices: words.flatMap((id, index) =>
      index % 2 === 0
        ? [
            {
              id,
              engines: [...(words[index + 1] ?? "")].flatMap((letter) =>
                letter === "S" || letter === "N" || letter === "G" ? [engineOf[letter]] : [],
              ),
            },
          ]
        : [],
    ),
  };
}

/**
 * Amazon Polly's voices, for the engines that Amazon Connect takes. What of it was read in Polly's developer guide and what
 * was not says `docs/unverified.md`. Others stay possible: AWS adds voices, and not every Region has each of them.
 */
export const speechLanguages: readonly SpeechLanguage[] = [
  language("arb", "Arabic", "Zeina S"),
  language("ar-AE", "Arabic (Gulf)", "Hala N Zayd N"),
  language("ca-ES", "Catalan", "Arlet N"),
  language("yue-CN", "Chinese (Cantonese)", "Hiujin N"),
  language("cmn-CN", "Chinese (Mandarin)", "Zhiyu SN"),
  language("cs-CZ", "Czech", "Jitka N"),
  language("da-DK", "Danish", "Naja S Mads S Sofie N"),
  language("nl-NL", "Dutch", "Laura NG Lotte S Ruben S"),
  language("nl-BE", "Dutch (Belgium)", "Lisa NG"),
  language("en-AU", "English (Australia)", "Nicole S Olivia NG Russell S"),
  language("en-IN", "English (India)", "Aditi S Raveena S Kajal NG"),
  language("en-IE", "English (Ireland)", "Niamh NG"),
  language("en-NZ", "English (New Zealand)", "Aria NG"),
  language("en-SG", "English (Singapore)", "Jasmine NG"),
  language("en-ZA", "English (South Africa)", "Ayanda NG"),
  language("en-GB", "English (UK)", "Amy SNG Emma SN Brian SNG Arthur N"),
  language(
    "en-US",
    "English (US)",
    "Danielle NG Gregory N Ivy SN Joanna SNG Joey SN Justin SN Kendra SN Kevin N Kimberly SN Matthew SNG Ruth NG Salli SNG Stephen NG",
  ),
  language("fi-FI", "Finnish", "Suvi N"),
  language("fr-FR", "French", "Celine S Lea SNG Mathieu S Remi NG"),
  language("fr-BE", "French (Belgium)", "Isabelle NG"),
  language("fr-CA", "French (Canada)", "Chantal S Gabrielle NG Liam NG"),
  language("de-DE", "German", "Daniel NG Hans S Marlene S Vicki SNG"),
  language("de-AT", "German (Austria)", "Hannah NG"),
  language("de-CH", "German (Switzerland)", "Sabrina NG"),
  language("hi-IN", "Hindi", "Aditi S Kajal N"),
  language("is-IS", "Icelandic", "Dora S Karl S"),
  language("it-IT", "Italian", "Adriano N Bianca SNG Carla S Giorgio S"),
  language("ja-JP", "Japanese", "Kazuha N Mizuki S Takumi SN Tomoko N"),
  language("ko-KR", "Korean", "Jihye N Seoyeon SNG"),
  language("nb-NO", "Norwegian", "Ida N Liv S"),
  language("pl-PL", "Polish", "Ewa S Jacek S Jan S Maja S Ola NG"),
  language("pt-BR", "Portuguese (Brazil)", "Camila SNG Ricardo S Thiago N Vitoria SN"),
  language("pt-PT", "Portuguese (Portugal)", "Cristiano S Ines SN"),
  language("ro-RO", "Romanian", "Carmen S"),
  language("ru-RU", "Russian", "Maxim S Tatyana S"),
  language("es-MX", "Spanish (Mexico)", "Andres NG Mia SNG"),
  language("es-ES", "Spanish (Spain)", "Conchita S Enrique S Lucia SNG Sergio NG"),
  language("es-US", "Spanish (US)", "Lupe SNG Miguel S Pedro NG Penelope S"),
  language("sv-SE", "Swedish", "Astrid S Elin N"),
  language("tr-TR", "Turkish", "Burcu N Filiz S"),
  language("cy-GB", "Welsh", "Gwyneth S"),
];
