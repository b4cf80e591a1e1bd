"use client";

import type { FieldsProps } from "./fields-props";
import { SecretInput, TextInput } from "./inputs";

export function AsappFields(props: FieldsProps) {
  return (
    <>
      <TextInput
        {...props}
        path="host"
        label="ASAPP's host"
        isMono
        hint="As ASAPP gave it to you, with or without https://. The sandbox and production differ."
      />
      <TextInput {...props} path="apiId" label="API id" isMono />
      <SecretInput id="apiSecret" label="API secret" secret={props.secret("apiSecret")} />
    </>
  );
}
