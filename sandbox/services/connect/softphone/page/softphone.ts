import { type AgentData, callInstance, nextSnapshot, withDates } from "./ask-instance";
import { Conduit, member } from "./conduit";
import { openMicrophone } from "./microphone";
import { draw } from "./screen";

const conduit = new Conduit();
/** What the page around gave to initCCP; the page itself, opened alone, always has the softphone. */
let hasSoftphone = !conduit.isFramed;
let agent: AgentData | undefined;
let viewed = "";
const masters = new Map<string, string>();

/** The event, with the clock's difference that Streams reckons durations by. */
function tellAgent(): void {
  if (!agent) return;
  const { snapshot, configuration } = agent;
  const localTimestamp = Date.now();
  const timed = {
    ...snapshot,
    localTimestamp,
    skew: snapshot.snapshotTimestamp - localTimestamp,
    status: snapshot.state,
    contacts: snapshot.contacts.map((contact) => ({
      ...contact,
      status: contact.state,
      connections: contact.connections.map((one) => ({ ...one, address: one.endpoint })),
    })),
  };
  conduit.send("agent::update", withDates({ snapshot: timed, configuration }));
}

function view(contactId: string): void {
  if (contactId === viewed) return;
  viewed = contactId;
  conduit.broadcast("contact::view", { contactId });
  redraw();
}

/** The new contact comes into view; a contact that is gone leaves it. */
function chooseView(): void {
  const contacts = agent?.snapshot.contacts ?? [];
  if (!contacts.some(({ contactId }) => contactId === viewed)) view(contacts[0]?.contactId ?? "");
}

function log(level: string, text: string): void {
  conduit.send("log", {
    component: "softphone",
    level,
    text,
    time: new Date(),
    exception: null,
    objects: [],
    loggerId: conduit.id,
    contextLayer: "CCP",
  });
}

function softphoneError(errorType: string, errorMessage: string): void {
  log("ERROR", `Softphone error occurred: ${errorType}`);
  problem(errorMessage);
  conduit.broadcast("agent::softphone_error", { errorType, errorMessage, endPointUrl: "" });
}

function problem(sentence: string): void {
  const place = document.getElementById("problem");
  if (place) place.textContent = sentence;
}

async function run(method: string, params: unknown): Promise<{ data?: unknown; err?: unknown }> {
  if (method === "acceptContact") {
    if (!hasSoftphone) {
      // As on AWS: without allowFramedSoftphone the frame has no softphone, and its calls are missed.
      log("WARN", "The page around this frame doesn't allow its softphone.");
      return { err: { type: "InvalidStateException", message: "This frame has no softphone." } };
    }
    const microphone = await openMicrophone();
    if (!microphone.ok) {
      softphoneError("microphone_not_shared", microphone.why);
      return { err: { type: "InvalidStateException", message: microphone.why } };
    }
  }
  log("INFO", `Calling ${method}.`);
  return callInstance(method, params);
}

async function press(method: string, params: unknown): Promise<void> {
  problem("");
  const { err } = await run(method, params);
  const message = member(err, "message");
  if (typeof message === "string") problem(message);
  if (method === "acceptContact" && err === undefined)
    conduit.broadcast(`contact::accepted::${String(member(params, "contactId"))}`, params);
}

function redraw(): void {
  if (agent) draw(agent, viewed, { press, view });
}

async function signOut(): Promise<void> {
  await fetch("/connect/logout", { method: "POST", signal: AbortSignal.timeout(10_000) }).catch(
    () => undefined,
  );
  conduit.broadcast("terminated");
  location.reload();
}

conduit.on("synchronize", () => conduit.send("acknowledge"));
conduit.on("configure", (data) => {
  const softphone = member(data, "softphone");
  if (softphone !== undefined) hasSoftphone = member(softphone, "allowFramedSoftphone") === true;
});
conduit.on("api_request", (request) => {
  const method = String(member(request, "method"));
  void run(method, member(request, "params")).then(({ data, err }) =>
    conduit.send("api_response", {
      event: "api_response",
      requestId: member(request, "requestId"),
      data: data ?? null,
      err: err === undefined ? null : JSON.stringify(err),
    }),
  );
});
conduit.on("master_request", (request) => {
  const params = member(request, "params");
  const topic = String(member(params, "topic"));
  const isWanted = member(request, "method") === "becomeMaster";
  const isNone = !masters.has(topic) && member(params, "shouldNotBecomeMasterIfNone") !== true;
  if (isWanted || isNone) masters.set(topic, conduit.id);
  const masterId = masters.get(topic) ?? null;
  const data = { masterId, topic, isMaster: masterId === conduit.id, takeOver: false };
  conduit.send("master_response", {
    event: "master_response",
    requestId: member(request, "requestId"),
    data,
    err: null,
  });
});
conduit.on("broadcast", (data) => {
  const event = String(member(data, "event"));
  const said = member(data, "data");
  if (event === "contact::view") return view(String(member(said, "contactId") ?? ""));
  conduit.broadcast(event, said);
});
conduit.on("terminate", () => void signOut());
document.getElementById("sign-out")?.addEventListener("click", () => void signOut());

conduit.send("acknowledge", { id: conduit.id });
conduit.send("update_connected_ccps", { length: 1 });

/** Shows the agent's data whenever it changes, until the session ends. */
async function follow(): Promise<void> {
  let revision = "";
  for (;;) {
    const next = await nextSnapshot(revision);
    if (next === "signed-out") {
      conduit.send("auth_fail");
      problem("Your session ended. Sign in again.");
      return;
    }
    if (next === undefined) {
      await new Promise((done) => setTimeout(done, 1_000));
      continue;
    }
    if (next.revision === revision) continue;
    revision = next.revision;
    agent = next;
    tellAgent();
    chooseView();
    redraw();
  }
}

void follow();
