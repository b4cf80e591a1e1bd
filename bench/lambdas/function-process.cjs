// One process as Lambda would start it: node function-process.cjs <code> <calls> <event as JSON>. The first answer of a
// single call is told at once; of many, the answer of the last and the median time of those after the first tenth.

const [file = "", callsText = "1", eventText = "{}"] = process.argv.slice(2);
const calls = Number(callsText);

async function main() {
  const { handler } = require(file);
  const tookMs = [];
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
    tookMs.push(performance.now() - startedAt);
  }
  const warm = tookMs.slice(Math.floor(calls / 10)).sort((one, other) => one - other);
  process.send?.({ answer, medianMs: warm[Math.floor(warm.length / 2)] });
}

main().catch((error) => process.send?.({ error: String(error) }));
