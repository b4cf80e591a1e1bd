import type { Hours } from "./connect-model";

/** Whether the hours are open at this moment in their own time zone. An end of 0:00 is the end of the day. */
export function isOpenAt(hours: Hours, milliseconds: number): boolean {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: hours.timeZone,
    weekday: "long",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(new Date(milliseconds));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const minute = Number(part("hour")) * 60 + Number(part("minute"));
  return hours.config.some(({ Day, StartTime, EndTime }) => {
    if (Day !== part("weekday").toUpperCase()) return false;
    const from = StartTime.Hours * 60 + StartTime.Minutes;
    const to = EndTime.Hours * 60 + EndTime.Minutes;
    return minute >= from && (to === 0 || minute < to);
  });
}
