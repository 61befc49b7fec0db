type Json = Record<string, unknown>

// The browser's own JSON forms (WebAuthn level 3); the library's types do not know of them everywhere yet.
type Maker = {
  parseCreationOptionsFromJSON(options: Json): PublicKeyCredentialCreationOptions
  parseRequestOptionsFromJSON(options: Json): PublicKeyCredentialRequestOptions
}
type Made = { toJSON(): Json }

const maker = () => (globalThis as { PublicKeyCredential?: unknown }).PublicKeyCredential as Partial<Maker> | undefined

export const hasPasskeys = (): boolean => typeof maker()?.parseCreationOptionsFromJSON === 'function'

/** The device makes a key and keeps its private half. */
export async function makePasskey(options: Json): Promise<Json> {
  const publicKey = (maker() as Maker).parseCreationOptionsFromJSON(options)
  return ((await navigator.credentials.create({ publicKey })) as unknown as Made).toJSON()
}

/** The device shows that it holds a key of ours. */
export async function showPasskey(options: Json): Promise<Json> {
  const publicKey = (maker() as Maker).parseRequestOptionsFromJSON(options)
  return ((await navigator.credentials.get({ publicKey })) as unknown as Made).toJSON()
}
