import { say, showWidget } from "./show-widget";

/** As much of amazon-connect-streams as the page uses; it is loaded beside this script. */
interface Contact {
  getContactId(): string;
  getInitialContactId(): string;
  getAttributes(): Readonly<Record<string, { value: string } | undefined>>;
  onConnected(listener: (contact: Contact) => void): void;
  onDestroy(listener: () => void): void;
}
interface Streams {
  core: { initCCP(place: Element, options: object): void };
  contact(listener: (contact: Contact) => void): void;
}

const addressKey = "widget-credentials-url";
const tokenSeconds = 3_600;

interface Credentials {
  agentassistUrl: string;
  botId: string;
  clientId: string;
  clientSecret: string;
  languageCode: string;
  awsConnectURL: string;
}

async function loadCredentials(address: string): Promise<Credentials | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** In the browser, with the client secret: what the hosted page really does. */
async function signToken({ clientId, clientSecret, botId }: Credentials, subject: string): Promise<string> {
  const part = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));
  const claims = {
    ...{ iss: clientId, sub: subject, aud: "https://idproxy.kore.com/authorize", botId, isAnonymous: false },
    ...{ jti: crypto.randomUUID(), exp: Math.floor(Date.now() / 1000) + tokenSeconds },
  };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(clientSecret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function start(place: Element, side: Element, address: string): Promise<void> {
  const credentials = await loadCredentials(address);
  if (!credentials) return say("The widget credentials couldn't be loaded.");
  say("");
  const connect: Streams = Reflect.get(window, "connect");
  connect.core.initCCP(place, {
    ccpUrl: credentials.awsConnectURL,
    loginPopup: true,
    loginOptions: { autoClose: true },
    softphone: { allowFramedSoftphone: true },
  });
  connect.contact((contact) => {
    let frame: HTMLIFrameElement | undefined;
    contact.onConnected((one) => {
      void signToken(credentials, one.getContactId()).then((token) => {
        const attributes = one.getAttributes();
        const { agentassistUrl, botId, languageCode } = credentials;
        frame = showWidget(side, {
          ...{ token, botId, agentassistUrl, languageCode },
          conversationId: attributes.koreConversationId?.value ?? one.getInitialContactId(),
          customData: attributes.customData?.value,
        });
      });
    });
    contact.onDestroy(() => frame?.remove());
  });
}

const form = document.querySelector("form");
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new FormData(form).get("address");
    localStorage.setItem(addressKey, String(address));
    location.assign("../");
  });
} else {
  const address = localStorage.getItem(addressKey);
  const [place, side] = ["ccp", "widget"].map((id) => document.getElementById(id));
  if (address === null) location.assign("./configure/");
  else if (place && side) void start(place, side, address);
}
