import type { AgentData } from "./ask-instance";

interface Hands {
  press(method: string, params: unknown): void;
  view(contactId: string): void;
}

const phases: Record<string, string> = {
  connecting: "Incoming call",
  connected: "Connected",
  ended: "After contact work",
  missed: "Missed call",
  rejected: "Rejected call",
};

const buttons: Record<string, [label: string, method: string][]> = {
  connecting: [
    ["Accept", "acceptContact"],
    ["Reject", "rejectContact"],
  ],
  connected: [["End call", "destroyConnection"]],
  ended: [["Close contact", "clearContact"]],
  missed: [["Close contact", "clearContact"]],
  rejected: [["Close contact", "clearContact"]],
};

/** What the agent sees and presses. */
export function draw({ snapshot, configuration }: AgentData, viewed: string, hands: Hands): void {
  const state = document.getElementById("state");
  if (state) state.textContent = snapshot.state.name;
  document.getElementById("states")?.replaceChildren(
    ...configuration.agentStates.map((one) => {
      const choose = button(one.name, () => hands.press("putAgentState", { state: one }));
      choose.setAttribute("aria-pressed", String(snapshot.agentAvailabilityState.state === one.name));
      return choose;
    }),
  );
  document.getElementById("contacts")?.replaceChildren(
    ...snapshot.contacts.map((contact) => {
      const { contactId, state: phase, customerEndpoint } = contact;
      const item = document.createElement("li");
      if (contactId === viewed) item.setAttribute("aria-current", "true");
      const title = document.createElement("span");
      title.textContent = `${phases[phase.type] ?? phase.type}: ${customerEndpoint.phoneNumber}`;
      const row = document.createElement("div");
      row.className = "row";
      const connectionId = contact.connections.find(({ type }) => type === "agent")?.connectionId;
      for (const [label, method] of buttons[phase.type] ?? [])
        row.append(button(label, () => hands.press(method, { contactId, connectionId })));
      row.append(button("View", () => hands.view(contactId)));
      item.append(title, row);
      return item;
    }),
  );
}

function button(label: string, onPress: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", onPress);
  return made;
}
