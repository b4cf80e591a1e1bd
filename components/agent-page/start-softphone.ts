/** A contact as the page needs it. */
export interface SoftphoneContact {
  contactId: string;
  initialContactId: string;
  /** Read when it is asked for: Streams knows a contact's attributes as they are then. */
  attribute(name: string): string | undefined;
}

export interface SoftphoneListener {
  /** The agent has signed in, in the frame. */
  onReady(): void;
  /** A voice contact, when it first comes in. */
  onArrived(contact: SoftphoneContact): void;
  /** The caller and the agent hear each other. */
  onAccepted(contactId: string): void;
  onViewed(contactId: string): void;
  /** The caller has left, or the agent has: after-contact work begins. */
  onEnded(contactId: string): void;
  /** It rang, and this agent didn't take it: the caller may be waiting still. */
  onMissed(contactId: string): void;
  /** The contact is no longer the agent's. */
  onDone(contactId: string): void;
  /** Streams' own name: "microphone_not_shared". */
  onSoftphoneError(errorType: string): void;
  /** The instance didn't load in the frame, after all of Streams' tries. */
  onFrameRefused(): void;
  /** Amazon Connect doesn't accept the agent's session. */
  onSignedOut(): void;
  onAccessDenied(): void;
}

export interface SoftphoneAddress {
  url: string;
  /** For an instance with SAML. */
  loginUrl?: string;
}

export interface Softphone {
  /** To be called in a click's own turn. */
  openSignIn(): void;
  stop(): void;
}

/**
 * Loads Streams and puts the instance's Contact Control Panel into `container`: once in a window. The softphone runs in the
 * frame, so the frame has the microphone: without it there is no sound, and calls are missed.
 */
export async function startSoftphone(
  container: HTMLElement,
  { url, loginUrl }: SoftphoneAddress,
  listener: SoftphoneListener,
): Promise<Softphone> {
  await import("amazon-connect-streams/release/connect-streams-min.js");
  const { core } = connect;
  core.initCCP(container, {
    ccpUrl: url,
    loginPopup: true,
    loginPopupAutoClose: true,
    ...(loginUrl && { loginUrl }),
    loginOptions: { autoClose: true, height: 600, width: 420 },
    softphone: { allowFramedSoftphone: true },
    pageOptions: { enableAudioDeviceSettings: true, enablePhoneTypeSettings: true },
    iframeTitle: "Softphone",
    ccpAckTimeout: 3_000,
    ccpSynTimeout: 1_000,
    ccpLoadTimeout: 5_000,
  });
  let signIn: Window | null = null;
  connect.agent((agent) => {
    signIn?.close();
    listener.onReady();
    agent.onSoftphoneError((error) => listener.onSoftphoneError(error.getErrorType()));
  });
  connect.contact((contact) => followContact(contact, listener));
  core.onViewContact(({ contactId }) => listener.onViewed(contactId));
  core.onIframeRetriesExhausted(() => listener.onFrameRefused());
  core.onAuthFail(() => listener.onSignedOut());
  core.onAccessDenied(() => listener.onAccessDenied());
  return {
    openSignIn() {
      // By the name of Streams' own window: one that is open already comes to the front.
      signIn = window.open(loginUrl ?? url, connect.MasterTopics.LOGIN_POPUP, "popup,height=600,width=420");
      signIn?.focus();
    },
    stop() {
      core.terminate();
      container.replaceChildren();
    },
  };
}

/** A callback from a queue is a call as well, under a type of its own. */
export function followContact(contact: connect.Contact, listener: SoftphoneListener): void {
  const { VOICE, QUEUE_CALLBACK } = connect.ContactType;
  if (![VOICE, QUEUE_CALLBACK].includes(contact.getType())) return;
  const contactId = contact.getContactId();
  const hasEnded = () => contact.getStatus().type === connect.ContactStateType.ENDED;
  let wasConnected = contact.isConnected();
  contact.onACW(() => listener.onEnded(contactId));
  // Streams says so of a missed or rejected call too, and before it says that it was missed.
  contact.onEnded(() =>
    wasConnected || hasEnded() ? listener.onEnded(contactId) : listener.onMissed(contactId),
  );
  contact.onConnected(() => {
    wasConnected = true;
    listener.onAccepted(contactId);
  });
  contact.onMissed(() => listener.onMissed(contactId));
  contact.onDestroy(() => listener.onDone(contactId));
  listener.onArrived({
    contactId,
    initialContactId: contact.getInitialContactId() || contactId,
    attribute: (name) => contact.getAttributes()[name]?.value,
  });
  // Streams tells of a call that went on while the page was loaded again, and not of its beginning, nor of its end.
  if (wasConnected) listener.onAccepted(contactId);
  if (hasEnded()) listener.onEnded(contactId);
}
