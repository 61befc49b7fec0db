const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Both digests of a file, computed here: SM3 and, where the browser can, SHA-256. The file goes nowhere. */
export async function digestsOf(file: File): Promise<string[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { sm3 } = await import('sm-crypto-v2')
  const digests = [sm3(bytes)]
  // Browsers give it to secure pages only; SM3 alone finds what was anchored by it.
  if (globalThis.crypto.subtle)
    digests.push(hex(new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes))))
  return digests
}
