/** DER bytes in the textual form of RFC 7468. */
export function toPem(label: 'PRIVATE KEY' | 'PUBLIC KEY', der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
