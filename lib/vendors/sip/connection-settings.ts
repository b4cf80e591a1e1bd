import { z } from "zod";
import { cidr } from "@/lib/blueprints/shared/voice-connector";

/** A voice agent that takes calls by SIP, of whatever maker. */
export const sipSettings = z.strictObject({
  /** Where it takes calls: a host name or an IP address, without a port. */
  host: z
    .string("Enter the host that takes the calls.")
    .trim()
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/,
      "Enter a host name or an IP address, without a port: sip.example.com.",
    ),
  port: z.coerce
    .number("Enter the port as a number.")
    .int("Enter the port as a number.")
    .min(1, "A port is from 1 to 65535.")
    .max(65_535, "A port is from 1 to 65535.")
    .default(5060),
  /** TLS also encrypts the media (SRTP): a voice connector requires both or neither. */
  transport: z.enum(["TCP", "UDP", "TLS"], "Choose TCP, UDP or TLS.").default("TCP"),
  /** The user part of the address that calls are sent to: a DID, or a name of the voice agent's side. */
  user: z
    .string("Enter the number or user that calls are sent to.")
    .trim()
    .regex(/^[+\w][\w.+-]{0,63}$/, "Enter a number like +12065551119 or a user like voice-agent."),
  /** Where its signaling and media come from: shown in the guide for firewalls. */
  addressRanges: z.array(cidr).max(50, "Enter at most 50 address ranges.").optional(),
  /** Returns 2xx while the voice agent is up. */
  healthUrl: z
    .url({
      protocol: /^https$/,
      error: "Enter an address with https, like https://agent.example.com/health.",
    })
    .optional(),
  /** Set by the sandbox alone: the simulated voice agent. */
  simulated: z.boolean().optional(),
});
export type SipSettings = z.infer<typeof sipSettings>;
