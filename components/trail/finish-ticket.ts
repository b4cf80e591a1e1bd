/**
 * A ticket's text with what the browser alone knows: the page's address, and the call's time where the reader is. Pure.
 * @param timeZone an IANA name, "Europe/Paris"
 */
export function finishTicket(text: string, address: string, timeZone: string): string {
  return text
    .replace("{link}", () => address)
    .replace(/\{time (\S+) (\S+)\}/, (_, from: string, to: string) =>
      formatRange(new Date(from), new Date(to), timeZone),
    );
}

/** "Nov 4, 2026, 10:40:02 – 10:42:32 (Europe/Paris, GMT+1)" */
function formatRange(from: Date, to: Date, timeZone: string): string {
  const moment = new Intl.DateTimeFormat("en-US", {
    ...{ year: "numeric", month: "short", day: "numeric", timeZone },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  });
  const offset = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "shortOffset" })
    .formatToParts(from)
    .find(({ type }) => type === "timeZoneName");
  return `${moment.formatRange(from, to)} (${timeZone}, ${offset?.value ?? ""})`;
}
