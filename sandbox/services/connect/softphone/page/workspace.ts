import type { OpenApplication } from "../open-applications";
import { ApplicationHost } from "./application-host";
import type { AgentData } from "./ask-instance";
import { member } from "./conduit";

/** An application's frame for one contact, or for the whole workspace. */
interface OpenFrame {
  application: OpenApplication;
  contactId: string | undefined;
  element: HTMLIFrameElement;
  host: ApplicationHost | undefined;
}

const softphone = document.querySelector<HTMLIFrameElement>("#softphone");
const launcher = document.getElementById("applications");
const frames = document.getElementById("frames");
const open: OpenFrame[] = [];
let applications: OpenApplication[] = [];
let contacts: AgentData["snapshot"]["contacts"] = [];
let viewed = "";

function say(sentence: string): void {
  const place = document.getElementById("problem");
  if (place) place.textContent = sentence;
}

/** Applications stand beside an accepted contact; the others beside the softphone. */
function draw(): void {
  const contact = contacts.find(({ contactId }) => contactId === viewed);
  const isAccepted = contact?.state.type === "connected" || contact?.state.type === "ended";
  const shown = applications.filter(({ perContact }) => !perContact || isAccepted);
  launcher?.replaceChildren(
    ...shown.map((application) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = application.name;
      button.addEventListener("click", () => openFrame(application));
      return button;
    }),
  );
  for (const { contactId, element } of open) element.hidden = contactId !== undefined && contactId !== viewed;
}

function openFrame(application: OpenApplication): void {
  const contactId = application.perContact ? viewed : undefined;
  const known = open.find((one) => one.application === application && one.contactId === contactId);
  if (known) return;
  const element = document.createElement("iframe");
  element.title = application.name;
  element.setAttribute("sandbox", application.sandbox);
  element.allow = application.allow;
  element.src = application.accessUrl;
  const frame: OpenFrame = { application, contactId, element, host: undefined };
  open.push(frame);
  frames?.append(element);
  setTimeout(() => {
    if (!frame.host && open.includes(frame)) say(`${application.name} didn't respond in time.`);
  }, application.initializationTimeoutMs);
  draw();
}

/** An application's contact is gone: it is told so, and its frame closes. */
function closeFrames(): void {
  for (const frame of [...open]) {
    if (frame.contactId === undefined) continue;
    if (contacts.some(({ contactId }) => contactId === frame.contactId)) continue;
    frame.host?.destroy();
    frame.element.remove();
    open.splice(open.indexOf(frame), 1);
  }
}

function hearSoftphone(message: unknown): void {
  const data = member(message, "data");
  switch (member(message, "event")) {
    case "acknowledge":
      if (member(data, "id") === undefined) return;
      softphone?.contentWindow?.postMessage(
        { event: "configure", data: { softphone: { allowFramedSoftphone: true } } },
        location.origin,
      );
      return;
    case "agent::update":
      contacts = (data as AgentData).snapshot.contacts;
      closeFrames();
      draw();
      return;
    case "contact::view":
      viewed = String(member(data, "contactId") ?? "");
      draw();
  }
}

window.addEventListener("message", ({ source, origin, data, ports: [port] }) => {
  if (source !== null && source === softphone?.contentWindow) return hearSoftphone(data);
  const frame = open.find(({ element }) => element.contentWindow === source);
  if (!frame || !port || member(data, "type") !== "connect-app-host-init") return;
  const { application, contactId } = frame;
  if (!application.origins.includes(origin)) return say(`${application.name} answered from another origin.`);
  frame.host = new ApplicationHost(port, {
    application,
    contactId,
    findContact: (id) => contacts.find((contact) => contact.contactId === id),
  });
});

async function loadApplications(): Promise<void> {
  const response = await fetch("/connect/api/applications", { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) return say("The applications couldn't be loaded. Reload the page.");
  applications = ((await response.json()) as { applications: OpenApplication[] }).applications;
  draw();
}

// Only now: its first message must find this page listening.
if (softphone) softphone.src = "/connect/ccp-v2/";
void loadApplications();
