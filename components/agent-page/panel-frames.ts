/** One frame of the vendor's panel: for one contact, and never given to another. */
export interface PanelFrameState {
  /** Another key is another frame. */
  key: string;
  contactId: string;
  /** The same for each agent who has the caller. */
  conversationId: string;
  /** The agent has accepted it: until then it rings. */
  isAccepted: boolean;
  /** The caller has left: the panel is told, once, and makes its summary. */
  hasEnded: boolean;
  /** The panel has been told, or couldn't be. */
  isClosed: boolean;
  /** The agent has finished with the contact: the frame goes once it's closed. */
  isDone: boolean;
}

export interface DeskState {
  frames: readonly PanelFrameState[];
  /** Which contact the agent looks at in the softphone. */
  viewed: string | undefined;
  /** The contact that came in last, whether or not it still has a frame. */
  latest: string | undefined;
  /** How many frames there have been. */
  opened: number;
}

export type DeskEvent =
  | { kind: "arrived"; contactId: string; conversationId: string }
  | { kind: "viewed"; contactId: string }
  | { kind: "accepted" | "ended" | "missed" | "done" | "closed" | "reopened"; contactId: string };

export const emptyDesk: DeskState = { frames: [], viewed: undefined, latest: undefined, opened: 0 };

/** Amazon Connect lets an agent have ten contacts at once. */
export const maxFrames = 10;

/**
 * Pure. Streams tells of a contact again whenever it starts, and of its end in more than one way; each counts once. One
 * conversation has one frame: when the caller comes back as another contact, the earlier frame makes room.
 */
export function nextDesk(desk: DeskState, event: DeskEvent): DeskState {
  switch (event.kind) {
    case "arrived": {
      const { contactId, conversationId } = event;
      if (desk.frames.some((frame) => frame.contactId === contactId)) return desk;
      const others = desk.frames.filter((frame) => frame.conversationId !== conversationId);
      const isFree = !others.some((frame) => frame.contactId === desk.viewed && !frame.hasEnded);
      return {
        frames: [...others, newFrame(desk.opened, contactId, conversationId)].slice(-maxFrames),
        viewed: isFree ? contactId : desk.viewed,
        latest: contactId,
        opened: desk.opened + 1,
      };
    }
    case "viewed":
      // "" means that the softphone shows no contact: the panel stays until the contact is done.
      return event.contactId === "" ? desk : { ...desk, viewed: event.contactId };
    case "accepted":
      return change(desk, event.contactId, { isAccepted: true });
    case "ended":
      return change(desk, event.contactId, { hasEnded: true });
    case "missed":
      // Another agent gets the caller: the panel isn't told that the conversation has ended, and the frame goes at once.
      return change(desk, event.contactId, { hasEnded: true, isClosed: true, isDone: true });
    case "done":
      return change(desk, event.contactId, { hasEnded: true, isDone: true });
    case "closed":
      return change(desk, event.contactId, { isClosed: true });
    case "reopened": {
      const frames = desk.frames.map((frame) =>
        frame.contactId === event.contactId
          ? {
              ...newFrame(desk.opened, frame.contactId, frame.conversationId),
              ...{ isAccepted: frame.isAccepted, hasEnded: frame.hasEnded, isDone: frame.isDone },
            }
          : frame,
      );
      return { ...desk, frames, opened: desk.opened + 1 };
    }
  }
}

/** The frame that is on top: the viewed contact's, else the latest. */
export function shownFrame({ frames, viewed }: DeskState): PanelFrameState | undefined {
  return frames.find((frame) => frame.contactId === viewed) ?? frames.at(-1);
}

function newFrame(opened: number, contactId: string, conversationId: string): PanelFrameState {
  const common = { isAccepted: false, hasEnded: false, isClosed: false, isDone: false };
  return { key: `${contactId}:${opened}`, contactId, conversationId, ...common };
}

function change(desk: DeskState, contactId: string, to: Partial<PanelFrameState>): DeskState {
  const frames = desk.frames
    .map((frame) => (frame.contactId === contactId ? { ...frame, ...to } : frame))
    .filter((frame) => !(frame.isDone && frame.isClosed));
  return { ...desk, frames };
}
