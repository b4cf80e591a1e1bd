/** How findings speak of a vendor's voice agent; each part stands within a sentence. A vendor declares what it has. */
export interface VendorWords {
  /** "the voice agent" */
  title: string;
  /** What posts the metadata: "the voice agent's post step". */
  poster: string;
  /** Where the token that it posts with is entered, after "into": "the header of the voice agent's post". */
  tokenPlace: string;
  /** What takes the call at the other end of the voice connector. */
  farSide: string;
  /** Where the vendor lets calls in by number, address and encryption. */
  trunk: string;
  /** How to make what it hands over smaller: "reduce …". */
  handsOver: string;
  /** Where one reads what the caller heard last: "in …". */
  heard: string;
  /** What makes a correction of the poster take effect: "publish the bot". */
  publish?: string;
  /** Where the voice agent takes the contact id from. */
  idSource: string;
  /** A whole step, with "{screen}" for the guide: nothing was posted at all. */
  checkPost: string;
  /** A whole step, with "{screen}" for the guide: it posted after the flow had asked. */
  postSooner: string;
}

const anyVendor: VendorWords = {
  title: "the voice agent",
  poster: "the voice agent's post",
  tokenPlace: "the authorizationToken header of the voice agent's post",
  farSide: "the voice agent's side",
  trunk: "the voice agent's SIP trunk",
  handsOver: "reduce what it posts or returns",
  heard: "in the voice agent's own records",
  idSource: "where the voice agent gets the contact ID from",
  checkPost:
    "Check that the voice agent posts before it ends its part, and that its URL and contactId match {screen}.",
  postSooner:
    "Have the voice agent post before it ends its part and wait for the response, as shown in {screen}.",
};

/** In the words of the vendor that had the call; where that is not known, of any. */
export function wordsOf({ facts }: { facts?: { vendor?: Partial<VendorWords> } }): VendorWords {
  return { ...anyVendor, ...facts?.vendor };
}

/** "The voice agent" of "the voice agent", for the start of a sentence. */
export function atStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
