"use client";

import { Field } from "@/components/ui/field";
import type { FieldsProps } from "./fields-props";
import { SecretInput, TextInput } from "./inputs";

export function KoreFields(props: FieldsProps) {
  const { facts, text, write, secret } = props;
  return (
    <>
      <TextInput
        {...props}
        path="host"
        label="Kore's host"
        isMono
        hint="As in the address of your Kore console."
      />
      <TextInput {...props} path="botId" label="Bot id" isMono placeholder="st-…" />
      <TextInput {...props} path="clientId" label="Client id" isMono placeholder="cs-…" />
      <SecretInput id="clientSecret" label="Client secret" secret={secret("clientSecret")} />
      <TextInput {...props} path="appName" label="App's name" optional />
      <Field id="gateway-region" label="Voice Gateway region">
        <select
          id="gateway-region"
          value={text("voiceGatewayRegion")}
          onChange={(event) => write("voiceGatewayRegion", event.target.value)}
          className="field-box"
        >
          {facts.gatewayRegions.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <TextInput
        {...props}
        path="didNumber"
        label="DID number"
        isMono
        placeholder="+12065551118"
        hint="The number that the flow calls; the same on Kore's side."
      />
    </>
  );
}
