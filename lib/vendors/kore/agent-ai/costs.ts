import type { CostModel } from "@/lib/blueprints/cost-estimate";

/** Two directions of 8 kHz sound with 16 bits, before what Kinesis Video frames them in: 1.9 MB. */
const gigabytesPerMinute = 0.0019;

const aws = "AWS's price list";

/**
 * What a month with Agent AI costs. The prices are what was read on that day, in US dollars for US East: each is to be
 * edited, and one that nobody has read is left open.
 */
export const agentAiCosts: CostModel = {
  usage: { calls: 10_000, queueMinutes: 2, agentMinutes: 6, answeredPercent: 90 },
  prices: [
    {
      key: "voice",
      label: "Amazon Connect voice",
      unit: "USD per minute",
      value: 0.038,
      asOf: "2026-10-07",
      source: aws,
    },
    {
      key: "telephony",
      label: "Telephony of the number",
      unit: "USD per minute",
      value: undefined,
      asOf: undefined,
      source: "AWS's table by country and kind of number",
    },
    {
      key: "number",
      label: "Phone number",
      unit: "USD per day",
      value: undefined,
      asOf: undefined,
      source: "AWS's table by country and kind of number",
    },
    {
      key: "stream-in",
      label: "Kinesis Video, in",
      unit: "USD per GB",
      value: 0.0085,
      asOf: "2026-10-07",
      source: aws,
    },
    {
      key: "stream-out",
      label: "Kinesis Video, out",
      unit: "USD per GB",
      value: 0.0085,
      asOf: "2026-10-07",
      source: aws,
    },
    {
      key: "transcription",
      label: "Agent AI",
      unit: "USD per minute that it listens",
      value: undefined,
      asOf: undefined,
      source: "Your agreement with Kore",
    },
    {
      key: "lambda",
      label: "Lambda, one request",
      unit: "USD per million requests",
      value: undefined,
      asOf: undefined,
      source: aws,
    },
  ],
  lines: [
    { label: "Voice", price: "voice", quantity: "call-minutes", factor: 1 },
    { label: "Telephony", price: "telephony", quantity: "call-minutes", factor: 1 },
    { label: "Phone number", price: "number", quantity: "number-days", factor: 1 },
    {
      label: "Call streams, in",
      price: "stream-in",
      quantity: "streamed-minutes",
      factor: gigabytesPerMinute,
    },
    {
      label: "Call streams, out",
      price: "stream-out",
      quantity: "streamed-minutes",
      factor: gigabytesPerMinute,
    },
    { label: "Agent AI", price: "transcription", quantity: "streamed-minutes", factor: 1 },
    { label: "Trigger", price: "lambda", quantity: "started-transcriptions", factor: 1e-6 },
  ],
  variants: [
    { key: "whisper", label: "When an agent answers", streamsQueue: false },
    { key: "entry", label: "When the call comes in", streamsQueue: true },
  ],
  // The longest that credentials can last which a function hands on.
  grantMinutes: 60,
  grantNote:
    "How much of a conversation Agent AI hears can be less than that: one connection to a call's stream ends 40 to 50 minutes after the transcription starts, and whether Agent AI opens another isn't known.",
};
