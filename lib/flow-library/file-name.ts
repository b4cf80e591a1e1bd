/** Most file systems take 255 bytes; what a browser puts before the ending of a second copy (" (1)") needs room too. */
const maxBytes = 240;

/** Names that Windows keeps for devices, whatever ending follows: "CON", "aux.json", "COM¹". */
const deviceName = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/**
 * A file's name that Windows, macOS and Linux take, from what someone called a thing. `ending` follows it whole:
 * " (draft).json". Pure.
 */
export function safeFileName(given: string, ending: string, otherwise: string): string {
  const cleaned = given
    // Control characters, halves of characters, marks that turn the order of reading, and what Windows refuses in a
    // name.
    .replaceAll(/[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069<>:"/\\|?*]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    // A dot at the front hides a file, at the end Windows drops it.
    .replace(/^[. ]+/, "");
  const cut = cutToBytes(cleaned, maxBytes - bytesOf(ending)).replace(/[. ]+$/, "");
  const name = cut === "" ? otherwise : cut;
  return deviceName.test(`${name}${ending}`) ? `${otherwise} ${name}${ending}` : `${name}${ending}`;
}

/** Between characters as readers see them: an accent or an emoji isn't torn apart. */
function cutToBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter("en").segment(text)) {
    bytes += bytesOf(segment);
    if (bytes > most) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * The header under which a browser saves an answer as a file: plain letters for old readers, then the name whole. Pure.
 */
export function attachmentOf(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  // RFC 8187 has these in no value, and encodeURIComponent leaves them.
  const whole = encodeURIComponent(fileName).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
