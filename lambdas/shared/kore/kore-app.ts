import { type JwtTimes, signJwt } from "./sign-jwt";

/** Kore's JWT app that the deployment set on the function. */
export interface KoreApp {
  clientId: string;
  clientSecret: string;
}

type Environment = Record<string, string | undefined>;

/** KORE_CLIENT_ID and KORE_CLIENT_SECRET; undefined when one of them is missing or can't be what Kore gave. */
export function readKoreApp(environment: Environment): KoreApp | undefined {
  const clientId = environment.KORE_CLIENT_ID?.trim() ?? "";
  const clientSecret = environment.KORE_CLIENT_SECRET?.trim() ?? "";
  const complete = [clientId, clientSecret].every((value) => /^[\x21-\x7e]{1,512}$/.test(value));
  return complete ? { clientId, clientSecret } : undefined;
}

/**
 * What the Agent AI widget shows to Kore. It names no conversation, so whoever holds it may open others of this bot: it must
 * not live longer than the call and the work after it.
 */
export function signWidgetToken(
  { clientId, clientSecret }: KoreApp,
  { botId, subject }: { botId: string; subject: string },
  times: JwtTimes,
): string {
  const aud = "https://idproxy.kore.com/authorize";
  return signJwt({ iss: clientId, sub: subject, aud, botId, isAnonymous: false }, times, clientSecret);
}

/** What Kore's Voice Gateway asks of whoever opens an audio socket. */
export function signAudioToken({ clientId, clientSecret }: KoreApp, times: JwtTimes): string {
  return signJwt({ appId: clientId }, times, clientSecret);
}
