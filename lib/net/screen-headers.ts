/** What a screen may embed: the agents' page alone has any. */
export interface ScreenFrames {
  /** Origins. */
  softphone: string;
  panel: string;
}

interface ScreenHeaders {
  nonce: string;
  isDevelopment: boolean;
  frames?: ScreenFrames | undefined;
}

/**
 * Only scripts that this answer itself brought run; a graph's inline style attributes may, style elements may not. Frames
 * are the agents' page's alone, and so is asking their hosts whether they can be reached.
 */
export function contentSecurityPolicy({ nonce, isDevelopment, frames }: ScreenHeaders): string {
  const origins = frames ? [...new Set([frames.softphone, frames.panel])].join(" ") : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}${frames ? ` ${origins}` : ""}`,
    ...(frames ? [`frame-src ${origins}`] : []),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * What the agents' page says besides, in place of what every answer says (security-headers.ts): the softphone takes the
 * microphone, and its sign-in pop-up stays a window that it can close.
 */
export function framingHeaders({ softphone }: ScreenFrames): Record<string, string> {
  return {
    "permissions-policy": `camera=(), microphone=(self "${softphone}"), geolocation=()`,
    "cross-origin-opener-policy": "same-origin-allow-popups",
  };
}
