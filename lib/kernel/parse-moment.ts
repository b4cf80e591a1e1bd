/**
 * A moment that stands in an address: ISO 8601, as `toISOString` writes it, from the year 1000 to 9999. undefined for any
 * other text: JavaScript has years that the database takes for a fault.
 */
export function parseMoment(text: string | undefined): Date | undefined {
  if (text === undefined || !/^[1-9]\d{3}-\d{2}-\d{2}T/.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
