/** The part of the wallet client that is used here; the package carries no types. */
declare module '@digitalbazaar/oid4-client' {
  type Offer = { credential_issuer: string }
  type DidProofSigner = { id: string; algorithm: string; sign(given: { data: Uint8Array }): Promise<Uint8Array> }
  export function getCredentialOffer(given: { url: string }): Promise<Offer>
  export class OID4Client {
    static fromCredentialOffer(given: { offer: Offer; supportedFormats: string[] }): Promise<OID4Client>
    requestCredentials(given: {
      did: string
      didProofSigner: DidProofSigner
      format: string
    }): Promise<{ credential: string }>
  }
}
