import { type ActionType, next, noMatchingError, rawParameter, textParameter } from "../block";

/** Sets language, name, description and references; the rest is unchanged. */
export const updateContactData: ActionType = {
  type: "UpdateContactData",
  logType: "SetContactData",
  run(block) {
    const language = textParameter(block, "LanguageCode");
    const name = textParameter(block, "Name");
    const description = textParameter(block, "Description");
    block.log({ Parameters: { LanguageCode: language, Name: name, Description: description } });
    if (language !== undefined && !/^[a-z]{2,3}-[A-Z]{2,3}$/.test(language)) return noMatchingError;
    block.call.languageCode = language ?? block.call.languageCode;
    block.call.name = name ?? block.call.name;
    block.call.description = description ?? block.call.description;
    const references = rawParameter(block, "References");
    if (typeof references !== "object" || references === null) return next;
    for (const key of Object.keys(references)) {
      const Value = textParameter(block, "References", key, "Value");
      const Type = textParameter(block, "References", key, "Type") ?? "STRING";
      if (Value !== undefined) block.call.references[key] = { Value, Type };
    }
    return next;
  },
};
