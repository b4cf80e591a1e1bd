// One process as Lambda would start it: node function-process.cjs <code> <calls> <event as JSON>. The first answer of a
// single call is sent immediately; for many calls, the last answer and the medians after the first tenth.
//
// Own work is the time that processors spent on this process (getrusage: all threads, its own code and the system's), not
// the time until the answer: that one also has what the other side takes, in a process of its own, and what either waits for
// a processor. What a call leaves to be done after its answer counts for the next one. Loopback is in it: the system does
// part of the other side's receiving while this process sends.

const [file = "", callsText = "1", eventText = "{}"] = process.argv.slice(2);
const calls = Number(callsText);

async function main() {
  const { handler } = require(file);
  const times = { ownWorkMs: [], handlerMedianMs: [] };
  let usedBefore = process.cpuUsage();
  let answer;
  for (let call = 0; call < calls; call++) {
    const event = JSON.parse(eventText);
    const deadline = Date.now() + 8_000;
    const context = {
      awsRequestId: "11111111-1111-4111-8111-111111111111",
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    const startedAt = performance.now();
    answer = await handler(event, context);
    times.handlerMedianMs.push(performance.now() - startedAt);
    const { user, system } = process.cpuUsage(usedBefore);
    times.ownWorkMs.push((user + system) / 1000);
    usedBefore = process.cpuUsage();
  }
  const warm = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, medianOfWarm(all)]));
  process.send?.({ answer, warm });
}

function medianOfWarm(all) {
  const warm = all.slice(Math.floor(all.length / 10)).sort((one, other) => one - other);
  return warm[Math.floor(warm.length / 2)];
}

main().catch((error) => process.send?.({ error: String(error) }));
