import { setTimeout as sleep } from "node:timers/promises";
import type { User } from "../services/connect/connect-model";
import { connectState } from "../services/connect/connect-state";
import { softphoneDesks } from "../services/connect/softphone/desk";
import { holdTalk } from "./hold-talk";
import type { LiveCall } from "./live-call";
import { runHook } from "./run-hook";
import { pauseLikeACaller } from "./wait";

/** Whoever answered a call, and how long they take. */
export interface AnsweringAgent {
  user: User;
  /** Until the agent ends the call. */
  talk(): Promise<void>;
  /** Until the agent closes the contact. */
  afterWork(): Promise<void>;
}

const defaultRingMs = 20_000;
/** Nothing waits forever for a person at a softphone. */
const longestTalkMs = 60 * 60_000;
const longestAfterWorkMs = 10 * 60_000;
/** A caller whose call was missed waits as long for an agent to become available again. */
const patienceMs = 60_000;
const lookEveryMs = 50;

/**
 * A person at an open softphone, if one is available: the call rings there. Otherwise the simulated agent, who answers
 * at once. undefined when nobody answered.
 */
export async function findAnsweringAgent(live: LiveCall): Promise<AnsweringAgent | undefined> {
  const { account, contact, request } = live;
  const desks = softphoneDesks(account);
  let user = desks.findAvailable();
  if (!user) {
    const [first] = connectState(account).data.users;
    return first && simulatedAgent(live, first);
  }
  while (user) {
    const ringMs = request.ringSeconds === undefined ? defaultRingMs : request.ringSeconds * 1000;
    const answer = await desks.ring(contact, user, ringMs);
    if (answer === "accepted") return personAt(live, user);
    const until = Date.now() + patienceMs;
    do {
      await sleep(lookEveryMs);
      user = desks.findAvailable();
    } while (!user && !live.callerGone && Date.now() < until);
  }
  return undefined;
}

/** Answers at once, says what the test call has in its script, and hangs up. */
export function simulatedAgent(live: LiveCall, user: User): AnsweringAgent {
  return { user, talk: () => talkAndHold(live), afterWork: () => pauseLikeACaller(4) };
}

function personAt(live: LiveCall, user: User): AnsweringAgent {
  const { account, contact, request } = live;
  const desks = softphoneDesks(account);
  return {
    user,
    /** Both say what is in the script; the call goes on until the person ends it. */
    async talk() {
      let isOver = false;
      const said = holdTalk(live, request.talk.lines, request.talk.seconds, () => isOver);
      await desks.talk(contact.id, longestTalkMs);
      isOver = true;
      await said;
    },
    afterWork: () => desks.afterWork(user, contact.id, longestAfterWorkMs),
  };
}

/** In the middle the agent may put the caller on hold: both hear their hold flows, and nothing is streamed. */
async function talkAndHold(live: LiveCall): Promise<void> {
  const { lines, seconds, hold } = live.request.talk;
  const half = hold ? Math.ceil(lines.length / 2) : lines.length;
  await holdTalk(live, lines.slice(0, half), hold ? seconds / 2 : seconds);
  if (!hold) return;
  let isBack = false;
  const flows = ["CustomerHold", "AgentHold"].map((hook) => runHook(live, hook, () => isBack));
  await pauseLikeACaller(5);
  isBack = true;
  await Promise.all(flows);
  await holdTalk(live, lines.slice(half), seconds / 2);
}
