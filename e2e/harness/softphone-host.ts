import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inRoot } from "../../scripts/setup/paths.mjs";

/** A page of somebody's own around the softphone, on an origin of its own, with the real amazon-connect-streams. */
export interface SoftphoneHost {
  origin: string;
  stop(): void;
}

const streams = inRoot("node_modules", "amazon-connect-streams", "release", "connect-streams-min.js");

/**
 * `window.seen` has what Streams reported, one line each. `?softphone=false`: without allowFramedSoftphone.
 * `?microphone=false`: the page lets no frame use the microphone.
 */
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head><body>
<div id="ccp" style="width: 400px; height: 600px"></div>
<script src="/streams.js"></script>
<script>
  const asked = new URLSearchParams(location.search);
  window.seen = [];
  const say = (line) => window.seen.push(line);
  connect.core.initCCP(document.getElementById("ccp"), {
    ccpUrl: asked.get("ccp"),
    loginPopup: true,
    loginOptions: { autoClose: true, height: 600, width: 400, top: 0, left: 0 },
    softphone: { allowFramedSoftphone: asked.get("softphone") !== "false" },
    ccpLoadTimeout: Number(asked.get("timeout") ?? 800),
  });
  connect.core.onInitialized(() => say("initialized"));
  connect.core.onIframeRetriesExhausted(() => say("retries exhausted"));
  connect.core.onAuthFail(() => say("auth fail"));
  connect.core.onViewContact(({ contactId }) => say("view " + contactId));
  connect.agent((agent) => {
    window.agent = agent;
    say("agent " + agent.getConfiguration().username);
    agent.onStateChange(({ newState }) => say("state " + newState));
    agent.onSoftphoneError((error) => say("softphone error " + error.errorType));
  });
  connect.contact((contact) => {
    window.contact = contact;
    const id = contact.getContactId();
    say("contact " + id);
    contact.onConnecting(() => say("connecting " + id));
    contact.onAccepted(() => say("accepted " + id));
    contact.onConnected((one) => {
      const { initial, attributes } = { initial: one.getInitialContactId(), attributes: one.getAttributes() };
      say("connected " + id + " " + initial + " " + JSON.stringify(attributes));
    });
    contact.onACW(() => say("acw " + id));
    contact.onEnded(() => say("ended " + id));
    contact.onMissed(() => say("missed " + id));
    contact.onDestroy(() => say("destroyed " + id));
  });
</script></body></html>`;

export async function openSoftphoneHost(): Promise<SoftphoneHost> {
  const server = createServer(({ url }, response) => {
    const isStreams = url === "/streams.js";
    const isSilent = url?.includes("microphone=false") === true;
    response.writeHead(200, {
      "content-type": isStreams ? "text/javascript" : "text/html; charset=utf-8",
      ...(isSilent && { "permissions-policy": "microphone=()" }),
    });
    response.end(isStreams ? readFileSync(streams) : page);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
