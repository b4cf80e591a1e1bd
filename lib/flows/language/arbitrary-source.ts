import fc from "fast-check";

/** Strings as files have them: unicode, quotes, what looks like a reference, an ARN during a text. */
const arbitraryText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "$.Attributes.x",
    `\${queue_arn}`,
    "see arn:aws:lambda:us-east-1:1:function:f",
    "\u2028",
    "\ud800",
    "",
  ),
);

/** A literal for a string: any of its characters may be written as an escape. */
function writeString(text: string, escapes: readonly number[]): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  const written = units.map((unit, index) => {
    const mustEscape = unit < 0x20 || unit === 0x22 || unit === 0x5c;
    if (!mustEscape && (escapes[index % escapes.length] ?? 0) > 0) return String.fromCharCode(unit);
    return `\\u${unit.toString(16).padStart(4, "0")}`;
  });
  return `"${written.join("")}"`;
}

const arbitraryLiteral = fc
  .tuple(arbitraryText, fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }))
  .map(([text, escapes]) => writeString(text, escapes));
const arbitrarySpace = fc.constantFrom("", "", " ", "\n    ", "\t", "\r\n");
const arbitraryNumber = fc.constantFrom(
  "0",
  "-0",
  "1e400",
  "12345678901234567890.10",
  "1.0E-7",
  "true",
  "null",
);

/** The text of any JSON value: odd space, escapes, equal keys, numbers that no double holds. */
export const arbitraryJson: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    arbitraryLiteral,
    arbitraryNumber,
    fc
      .array(fc.tuple(arbitrarySpace, tie("value"), arbitrarySpace), { maxLength: 4 })
      .map((items) => `[${items.map((parts) => parts.join("")).join(",")}]`),
    fc
      .array(
        fc.tuple(
          arbitrarySpace,
          fc.oneof(arbitraryLiteral, fc.constant('"k"')),
          arbitrarySpace,
          tie("value"),
        ),
        {
          maxLength: 4,
        },
      )
      .map((members) => `{${members.map(([a, key, b, value]) => `${a}${key}${b}:${value}`).join(",")}}`),
  ),
})).value;

const ARN = (kind: string, id: number) =>
  `arn:aws:connect:us-east-1:111111111111:instance/00000000-0000-4000-8000-000000000000/${kind}/${id}`;

/** References of the blocks below: what they are, how they are written, and where. */
const arbitraryBlock = fc.oneof(
  fc
    .nat(3)
    .map((id) => ({ type: "UpdateContactTargetQueue", parameters: `"QueueId":"${ARN("queue", id)}"` })),
  fc.nat(3).map((id) => ({
    type: "InvokeLambdaFunction",
    parameters: `"LambdaFunctionARN":"arn:aws:lambda:us-east-1:111111111111:function:f${id}"`,
  })),
  fc.nat(3).map((id) => ({
    type: "UpdateFlowAttributes",
    parameters: `"FlowAttributes":{"q":{"Value":"${ARN("queue", id)}"}}`,
  })),
  fc.constant({ type: "TransferToFlow", parameters: '"ContactFlowId":""' }),
  fc.record({
    type: fc.constant("SomethingNew"),
    parameters: arbitraryJson.map((value) => `"Whatever":${value}`),
  }),
);

/** A flow's text as someone else's tool may write it: unknown types and keys, any order, any space. */
export const arbitraryFlowText: fc.Arbitrary<string> = fc
  .record({
    blocks: fc.array(fc.tuple(arbitraryBlock, arbitraryJson, fc.boolean()), { minLength: 1, maxLength: 8 }),
    space: arbitrarySpace,
    extra: arbitraryJson,
  })
  .map(({ blocks, space, extra }) => {
    const actions = blocks.map(([{ type, parameters }, unknown, isTypeFirst], index) => {
      const own = [`"Type":${space}"${type}"`, `"Identifier":"b${index}"`];
      const rest = [`"Parameters":{${space}${parameters}}`, `"Unknown":${unknown}`, '"Transitions":{}'];
      return `{${(isTypeFirst ? [...own, ...rest] : [...rest, ...own]).join(`,${space}`)}}`;
    });
    return `{"Extra":${extra},${space}"Actions":[${actions.join(",")}],"Metadata":{},"StartAction":"b0","Version":"2019-10-30"}${space}`;
  });
